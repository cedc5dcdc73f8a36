
## Words of the charts and the table below the map
