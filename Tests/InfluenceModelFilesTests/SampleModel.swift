import InfluenceFiles
import InfluenceModelFiles

/// A model file that uses every form of the schema, for tests to break.
let sampleModel = """
    model: sample
    title: Sample
    definition: >-
      Influence capacity,
      measured.
    scale: {low: 0, high: 100}
    grid: {frequency: month, from: 2000-01}
    powers:
      - {id: RUS, name: Russia}
      - {id: EUU, name: European Union}
      - {id: DEU, name: Germany, within: EUU}
    countries: [{id: KAZ, name: Kazakhstan}, {id: UZB, name: Uzbekistan}]
    nodes:
      - {id: index, title: Influence capacity, aggregate: arithmetic, min_coverage: 0.65, min_children: 2}
      - {id: economic, title: Economic, parent: index, weight: 0.43, aggregate: geometric, min_coverage: 0.60}
      - {id: security, title: Security, parent: index, weight: 0.57, normalise: {minmax: [1, 100], scope: period}}
    indicators:
      - id: trade_share
        title: Trade
        parent: economic
        weight: 0.35
        unit: percent
        flow: true
        inputs: [exports, imports]
        reporters: [KAZ_BNS, COW]
        window: {sum: P1Y}
        transform: share
        min_total: 20
        normalise: {goalposts: [0, 50]}
        cadence: P1Y
        max_age: P36M
        note: Saturates nowhere.
      - {id: exports, title: Exports, unit: USD, flow: true}
      - {id: imports, title: Imports, unit: USD, flow: true}
      - {id: gdp, title: GDP, subject: country, unit: USD}
      - id: trade_gdp
        title: Trade by GDP
        parent: economic
        weight: 0
        inputs: [exports, imports]
        transform: {ratio: gdp, scale: 100}
        normalise: minmax
      - id: alliance
        title: Alliance
        parent: security
        weight: 1
        transform: ordinal
        cadence: event
        max_age: none
        levels:
          - {level: 0, label: none, score: 0, citation: "Treaty A"}
          - {level: 1, label: defence, score: 80.5, citation: "Treaty B"}
      - {id: visits, title: Visits, window: {decay: P10Y, half_life: P3Y}, transform: {log: {base: 10}}, normalise: {zscore: [10, 2]}}
      - {id: sanctions, title: Sanctions, subject: power, direction: -1, window: {mean: P5Y}, normalise: zscore}
      - {id: joint_projects, title: Joint projects, subject: pair, window: last, transform: level, normalise: none}

    """

/// What is reported for the text of one model file named `m`; empty if nothing is.
func diagnostics(_ text: String) -> [String] {
    diagnostics([ModelSource(name: "m", text: text)])
}

func diagnostics(_ sources: [ModelSource]) -> [String] {
    do throws(DiagnosticList) {
        _ = try ModelFiles.load(sources: sources)
        return []
    } catch {
        return error.diagnostics.map(\.description)
    }
}
