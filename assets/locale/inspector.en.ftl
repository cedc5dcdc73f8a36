
## Words of the inspector, search and the command palette
