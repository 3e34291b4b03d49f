import InfluenceStore

try StoreBenchmark.run(rows: 1_000_000)
