# Words of the product in English. Data (names of regions, metrics, sources) has its own.
farms-count = { $n ->
    [one] { $count } farm
   *[other] { $count } farms
}
unit-twh = TWh
