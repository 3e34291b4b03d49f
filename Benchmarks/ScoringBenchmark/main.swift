import InfluenceModel
import InfluenceScoring

// Scoring in memory against a copy of the same panel: 40,000 dyads x 60 years x 30 indicators, 576 MB.
//
//   influenced-bench [side]    side x side dyads, 200 by default. Release build; both figures are bytes of the panel / time, the best of several turns

let side = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200
ScoringBenchmark(side: max(1, side)).run()
