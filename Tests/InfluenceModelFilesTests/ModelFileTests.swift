import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

@Suite struct ModelFileTests {
    @Test(
        arguments: [
            ("rank", Normalisation(.rank(.min))),
            ("{method: rank, ties: max, scope: period}", Normalisation(.rank(.max), scope: .period)),
            ("{method: borda, ties: average}", Normalisation(.borda(.average))),
            ("{percentile_rank: [], scope: period}", Normalisation(.percentileRank(.min), scope: .period)),
            ("distance_to_max", Normalisation(.distanceToMax)),
            ("{distance_to_reference: EUU}", Normalisation(.distanceToReference("EUU"))),
            (
                "{distance_to_reference: EUU, capped: true, scope: period}",
                Normalisation(.distanceToReference("EUU", capped: true), scope: .period)
            ),
            ("{distance_to_target: 0.8, capped: true}", Normalisation(.distanceToTarget(0.8, capped: true))),
            ("{distance_to_target: [-2]}", Normalisation(.distanceToTarget(-2))),
            ("fraction_of_max", Normalisation(.fractionOfMax)),
            ("{goalposts: [0, 50], truncate: false}", Normalisation(.goalposts(low: 0, high: 50, truncate: false))),
            ("{method: minmax, scope: period}", Normalisation(.minmax(target: Scale()), scope: .period)),
            ("{method: none}", Normalisation.none),
        ]
    )
    func `Every normalisation reads as what it means`(text: String, expected: Normalisation) throws {
        let changed = sampleModel.replacing("{goalposts: [0, 50]}", with: text)
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: changed)]).model
        #expect(model.indicator("trade_share")?.normalisation == expected)
    }

    @Test func `Every aggregation reads as what it means`() throws {
        let methods: [(String, Aggregation)] = [
            ("arithmetic", .arithmetic), ("geometric", .geometric), ("harmonic", .harmonic), ("product", .product),
            ("ratio", .ratio), ("min", .min), ("max", .max), ("median", .median), ("copeland", .copeland),
            ("outranking", .outranking), ("{power: -0.5}", .power(exponent: -0.5)),
        ]
        // Both children weigh something: a ratio takes no weight of 0.
        let sample = sampleModel.replacing("    weight: 0\n", with: "    weight: 1\n")
        for (text, expected) in methods {
            let changed = sample.replacing("aggregate: geometric", with: "aggregate: \(text)")
            let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: changed)]).model
            #expect(model.node("economic")?.aggregate?.method == expected)
        }
    }

    @Test func `Every form of the schema reads as what it means`() throws {
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel)]).model
        #expect(model.id == "sample")
        #expect(model.definition == "Influence capacity, measured.")
        #expect(model.scale == Scale(low: 0, high: 100))
        #expect(model.grid == .regular(.month, from: try Period("2000-01")))
        #expect(model.powers.map(\.id) == ["RUS", "EUU", "DEU"])
        #expect(model.powers.last?.within == "EUU")
        #expect(model.countries.map(\.name) == ["Kazakhstan", "Uzbekistan"])
        #expect(model.nodes.map(\.id) == ["index", "economic", "trade_share", "trade_gdp", "security", "alliance"])
        #expect(model.nodes.map(\.parent) == [nil, 0, 1, 1, 0, 4])
        #expect(model.nodes.map(\.children) == [[1, 4], [2, 3], [], [], [5], []])
        #expect(model.nodes.map(\.weight) == [1, 0.43, 0.35, 0, 0.57, 1])
        #expect(model.nodes[0].aggregate == Aggregate(method: .arithmetic, minCoverage: 0.65, minChildren: 2))
        #expect(model.nodes[1].aggregate?.method == .geometric)
        let perPeriod = Normalisation(.minmax(target: Scale(low: 1, high: 100)), scope: .period)
        #expect(model.nodes[4].aggregate?.normalisation == perPeriod)
        #expect(model.tracked.map(\.id) == ["exports", "imports", "gdp", "visits", "sanctions", "joint_projects"])
        #expect(
            model.nodes[2].indicator
                == Indicator(
                    id: "trade_share",
                    title: "Trade",
                    unit: "percent",
                    isFlow: true,
                    inputs: ["exports", "imports"],
                    reporters: ["KAZ_BNS", "COW"],
                    minTotal: 20,
                    transform: [.window(Window(.sum, .months(12))), .share()],
                    normalisation: Normalisation(.goalposts(low: 0, high: 50)),
                    cadence: .months(12),
                    maxAge: .months(36),
                    note: "Saturates nowhere."
                )
        )
        #expect(model.indicator("trade_gdp")?.transform == [.ratio(to: "gdp", scale: 100)])
        #expect(model.indicator("trade_gdp")?.normalisation == Normalisation(.minmax(target: Scale())))
        #expect(model.indicator("alliance")?.cadence == nil)
        #expect(model.indicator("alliance")?.maxAge == nil)
        #expect(
            model.indicator("alliance")?.transform
                == [
                    .ordinal([
                        OrdinalLevel(level: 0, label: "none", score: 0, citation: "Treaty A"),
                        OrdinalLevel(level: 1, label: "defence", score: 80.5, citation: "Treaty B"),
                    ])
                ]
        )
        #expect(
            model.indicator("visits")?.transform == [
                .window(Window(.decay(halfLife: .months(36)), .months(120))), .log(.ten),
            ]
        )
        #expect(model.indicator("visits")?.normalisation == Normalisation(.zscore(mean: 10, sd: 2)))
        #expect(model.indicator("sanctions")?.normalisation == Normalisation(.zscore(mean: 0, sd: 1)))
        #expect(model.indicator("sanctions")?.transform == [.window(Window(.mean, .months(60)))])
        #expect(model.indicator("sanctions")?.direction == .negative)
        #expect(model.indicator("sanctions")?.subject == .power)
        #expect(model.indicator("joint_projects")?.subject == .pair)
    }

    @Test func `A grid may list its periods`() throws {
        let text = sampleModel.replacing("{frequency: month, from: 2000-01}", with: "{periods: [1990, 1995, 2010]}")
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: text)]).model
        #expect(model.grid == .listed(try ["1990", "1995", "2010"].map { try Period($0) }))
    }

    @Test func `The hash of one file is the SHA-256 of its bytes`() throws {
        for text in [sampleModel, "\u{FEFF}" + sampleModel.replacing("\n", with: "\r\n")] {
            let loaded = try ModelFiles.load(sources: [ModelSource(name: "m", text: text)])
            #expect(loaded.hash == sha256Hex(text.utf8))
            #expect(loaded.sources == [ModelSource(name: "m", text: text)])
        }
    }

    /// One thing is broken in the sample; exactly one report, where the broken thing stands.
    @Test(arguments: [
        (
            "title: Sample", "tilte: Sample",
            [
                "m:1:1: a model file has no 'title', which is required",
                "m:2:1: unknown key 'tilte'; did you mean 'title'? known: model, title, definition, scale, grid, powers, countries, nodes, indicators, screen, uncertainty, measures, not_scored, extends, defaults",
            ]
        ),
        (
            "model: sample", "model: my model",
            [
                "m:1:8: 'model': 'my model' is not a model's id; write letters, digits, '-', '_' and '.', beginning with a letter"
            ]
        ),
        ("high: 100}", "high: -1}", ["m:6:23: 'high' must be above 'low'"]),
        (
            "frequency: month", "frequency: monthly",
            [
                "m:7:19: 'frequency': unknown frequency 'monthly'; did you mean 'month'? known: year, semester, quarter, month, week, day"
            ]
        ),
        (
            "from: 2000-01}", "from: 2000-13}",
            [
                "m:7:32: 'from': '2000-13' is not a period; write 2023, 2023-S1, 2023-Q3, 2023-09, 2023-W05, 2023-09-14 or 2023-01-01/P9M"
            ]
        ),
        ("from: 2000-01}", "from: 2000-01-15}", ["m:7:32: '2000-01-15' begins inside a month; write 2000-01"]),
        (
            "from: 2000-01}", "periods: [2000]}",
            ["m:7:7: 'grid' has either 'frequency' and 'from' or 'periods', not both"]
        ),
        ("{frequency: month, from: 2000-01}", "{frequency: month}", ["m:7:7: 'grid' has no 'from', which is required"]),
        ("{frequency: month, from: 2000-01}", "{periods: []}", ["m:7:17: 'periods' is empty"]),
        (
            "{frequency: month, from: 2000-01}", "{periods: [2001, 2000]}",
            ["m:7:24: '2000' must come before '2001': list periods in order, each once"]
        ),
        (
            "{id: RUS, name: Russia}", "{id: rus, name: Russia}",
            [
                "m:9:10: 'id': 'rus' is not an id; write capital letters, digits and '_', beginning with a letter, at most 64, such as KAZ"
            ]
        ),
        (
            "{id: RUS, name: Russia}", "{id: WLD, name: Russia}",
            ["m:9:10: 'WLD' is reserved: it is all partners together"]
        ),
        ("{id: RUS, name: Russia}", "{id: EUU, name: Russia}", ["m:10:10: power 'EUU' is already listed at line 9"]),
        ("{id: RUS, name: Russia}", "{id: RUS}", ["m:9:5: power 'RUS' has no 'name', which is required"]),
        (
            "{id: RUS, name: Russia}", "Russia",
            ["m:9:5: power must be a mapping of keys to values, not a single value; write {id: RUS, name: Russia}"]
        ),
        ("within: EUU", "within: EUR", ["m:11:38: unknown power 'EUR'; did you mean 'EUU'? known: RUS, EUU, DEU"]),
        ("within: EUU", "within: DEU", ["m:11:38: 'DEU' is itself within 'DEU'; name the outermost union"]),
        ("{id: UZB, name", "{id: KAZ, name", ["m:12:47: country 'KAZ' is already listed at line 12"]),
        (
            "[{id: KAZ, name: Kazakhstan}, {id: UZB, name: Uzbekistan}]", "[]",
            ["m:12:12: at least one country is required"]
        ),
        ("min_coverage: 0.65", "min_coverage: 1.65", ["m:14:81: 'min_coverage': 1.65 is outside 0...1"]),
        (
            "min_children: 2", "min_children: 3",
            ["m:14:101: 'min_children' is 3, more than the children of 'index' (2)"]
        ),
        ("min_children: 2", "min_children: 0", ["m:14:101: 'min_children': 0 is outside 1...1000000"]),
        ("min_children: 2", "weight: 2", ["m:14:95: the root takes no 'weight', as it has no siblings; leave it out"]),
        (
            "aggregate: geometric", "aggregate: mean",
            ["m:15:77: 'aggregate': 'mean' is not a method; write arithmetic"]
        ),
        (
            "aggregate: geometric", "aggregate: sum",
            [
                "m:15:77: 'aggregate': 'sum' is not a method; a sum of n parts is n times their mean: write arithmetic and "
                    + "let 'normalise' stretch it ({goalposts: [0, high / n], truncate: false}), or give the model a 'scale' n "
                    + "times as long"
            ]
        ),
        (
            "aggregate: geometric", "aggregate: mode",
            [
                "m:15:77: 'aggregate': unknown aggregation 'mode'; known: arithmetic, geometric, harmonic, product, ratio, "
                    + "min, max, median, copeland, outranking, power"
            ]
        ),
        (
            "aggregate: geometric", "aggregate: power",
            ["m:15:77: 'power' needs its exponent; write {power: 0.5}"]
        ),
        (
            "aggregate: geometric", "aggregate: {power: half}",
            ["m:15:85: 'power': 'half' is not a number; write digits and a decimal point, such as 0.35"]
        ),
        (
            "aggregate: geometric", "aggregate: {median: 1, power: 2}",
            ["m:15:78: 'median' takes no parameter; write 'aggregate: median'"]
        ),
        (
            "parent: index, weight: 0.43", "parent: idnex, weight: 0.43",
            [
                "m:14:101: 'min_children' is 2, more than the children of 'index' (1)",
                "m:15:45: unknown parent 'idnex'; did you mean 'index'? known: index, economic, security",
            ]
        ),
        (
            "parent: index, weight: 0.43", "parent: security, weight: 0.43",
            ["m:14:101: 'min_children' is 2, more than the children of 'index' (1)"]
        ),
        ("parent: index, weight: 0.43", "parent: index, weight: -1", ["m:15:60: 'weight': -1 is negative"]),
        (
            "parent: index, weight: 0.43", "parent: index, weight: .inf",
            ["m:15:60: 'weight': '.inf' is not a number; write digits and a decimal point, such as 0.35"]
        ),
        (
            "parent: index, weight: 0.43", "parent: index",
            ["m:15:5: node 'economic' has no 'weight', which is required"]
        ),
        (
            "parent: index, weight: 0.43, ", "",
            [
                "m:14:101: 'min_children' is 2, more than the children of 'index' (1)",
                "m:15:10: node 'economic' has no 'parent', but 'index' is the root already",
            ]
        ),
        (
            "{id: security, title", "{id: economic, title",
            [
                "m:14:101: 'min_children' is 2, more than the children of 'index' (1)",
                "m:16:10: 'economic' is already a node, at m:15:10",
                "m:45:13: unknown parent 'security'; known: index, economic",
            ]
        ),
        (
            "{id: exports, title", "{id: economic, title",
            [
                "m:24:14: unknown input 'exports'; did you mean 'imports'? known: trade_share, imports, gdp, trade_gdp, alliance, visits, sanctions, joint_projects",
                "m:33:10: 'economic' is already a node, at m:15:10",
                "m:40:14: unknown input 'exports'; did you mean 'imports'? known: trade_share, imports, gdp, trade_gdp, alliance, visits, sanctions, joint_projects",
            ]
        ),
        ("    weight: 0.35", "    weight: 0", ["m:21:13: all children of 'economic' have the weight 0"]),
        (
            "    parent: security\n    weight: 1", "    parent: trade_share\n    weight: 1",
            [
                "m:16:10: node 'security' has no children; nothing names it as its parent",
                "m:45:13: 'trade_share' is an indicator; only nodes have children",
            ]
        ),
        (
            "    parent: security\n    weight: 1", "    weight: 1",
            [
                "m:16:10: node 'security' has no children; nothing names it as its parent",
                "m:45:13: a 'weight' without a 'parent': an indicator outside the tree is only tracked",
            ]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: [exports, improts]\n    reporters",
            [
                "m:24:23: unknown input 'improts'; did you mean 'imports'? known: trade_share, exports, imports, gdp, trade_gdp, alliance, visits, sanctions, joint_projects"
            ]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: [exports, gdp]\n    reporters",
            ["m:24:23: input 'gdp' is about a country, 'trade_share' about a dyad"]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: [exports, trade_gdp]\n    reporters",
            ["m:24:23: input 'trade_gdp' itself has inputs; name those"]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: [exports, trade_share]\n    reporters",
            ["m:24:23: 'trade_share' cannot be its own input beside others"]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: [exports, economic]\n    reporters",
            ["m:24:23: input 'economic' is a node of the tree; name an indicator"]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: [exports, exports]\n    reporters",
            ["m:24:23: input 'exports' is listed twice"]
        ),
        (
            "inputs: [exports, imports]\n    reporters", "inputs: []\n    reporters",
            ["m:24:13: the list is empty; leave the key out or name at least one input"]
        ),
        (
            "{id: imports, title: Imports, unit: USD", "{id: imports, title: Imports, unit: million USD",
            [
                "m:24:23: inputs are added, but 'imports' is in 'million USD' and 'exports' in 'USD'",
                "m:40:23: inputs are added, but 'imports' is in 'million USD' and 'exports' in 'USD'",
            ]
        ),
        (
            "{ratio: gdp, scale: 100}", "{ratio: gpd, scale: 100}",
            [
                "m:41:24: unknown denominator 'gpd'; did you mean 'gdp'? known: trade_share, exports, imports, gdp, trade_gdp, alliance, visits, sanctions, joint_projects"
            ]
        ),
        (
            "{ratio: gdp, scale: 100}", "{ratio: joint_projects}",
            ["m:41:24: a dyad cannot be divided by 'joint_projects', which is about a pair"]
        ),
        (
            "{ratio: gdp, scale: 100}", "{ratio: trade_share}",
            ["m:41:24: denominator 'trade_share' itself has inputs; name those"]
        ),
        ("{ratio: gdp, scale: 100}", "{ratio: gdp, scale: 0}", ["m:41:36: 'scale': 0 would make every value 0"]),
        (
            "{ratio: gdp, scale: 100}", "{ratios: gdp}",
            [
                "m:41:17: 'transform': unknown transform 'ratios'; did you mean 'ratio'? known: level, share, ratio, log, exp, power, ordinal, cap, "
                    + "piecewise, bands, round, sum, mean, decay"
            ]
        ),
        ("{ratio: gdp, scale: 100}", "ratio", ["m:41:16: 'ratio' needs a value; write {ratio: gdp}"]),
        (
            "transform: {log: {base: 10}}", "transform: sahre",
            [
                "m:53:83: 'transform': unknown transform 'sahre'; did you mean 'share'? known: level, share, ratio, log, exp, power, ordinal, cap, "
                    + "piecewise, bands, round, sum, mean, decay"
            ]
        ),
        (
            "    min_total: 20", "    levels: []",
            ["m:28:5: 'levels' belongs to the transform 'ordinal'"]
        ),
        ("    transform: share\n", "", ["m:27:5: 'min_total' belongs to the transform 'share'"]),
        ("goalposts: [0, 50]", "goalposts: [50, 50]", ["m:29:28: 'goalposts': low 50 must be below high 50"]),
        (
            "goalposts: [0, 50]", "goalposts: [50, 0]",
            ["m:29:28: 'goalposts': low 50 must be below high 0, and 'direction: -1' says that less is more"]
        ),
        ("goalposts: [0, 50]", "goalposts: [0]", ["m:29:28: 'goalposts' takes 2 numbers, [low, high], not 1"]),
        (
            "goalposts: [0, 50]", "goalposts: [0, 50], scope: period",
            ["m:29:44: 'scope' means nothing to 'goalposts', which looks at no other values"]
        ),
        (
            "goalposts: [0, 50]", "goalposts: [0, 50], zscore: [0, 1]",
            ["m:29:16: 'normalise' names several methods: goalposts, zscore"]
        ),
        (
            "{goalposts: [0, 50]}", "{scope: panel}",
            [
                "m:29:16: 'normalise' names no method; known: none, goalposts, minmax, zscore, rank, borda, percentile_rank, percentiles, distance_to_max, "
                    + "distance_to_reference, distance_to_target, fraction_of_max"
            ]
        ),
        (
            "{goalposts: [0, 50]}", "goalposts",
            ["m:29:16: 'goalposts' needs its numbers; write {goalposts: [low, high]}"]
        ),
        (
            "{goalposts: [0, 50]}", "percentile",
            [
                "m:29:16: 'normalise': unknown normalisation 'percentile'; did you mean 'percentiles'? known: none, goalposts, minmax, zscore, rank, borda, percentile_rank, percentiles, distance_to_max, "
                    + "distance_to_reference, distance_to_target, fraction_of_max"
            ]
        ),
        (
            "{goalposts: [0, 50]}", "{method: goalposts}",
            ["m:29:25: 'goalposts' needs its numbers; write {goalposts: [low, high]}"]
        ),
        (
            "{goalposts: [0, 50]}", "{method: rank, borda: []}",
            ["m:29:16: 'normalise' names several methods: borda, rank"]
        ),
        (
            "{goalposts: [0, 50]}", "{method: rank, ties: first}",
            ["m:29:37: 'ties': unknown ties 'first'; known: min, average, max"]
        ),
        (
            "{goalposts: [0, 50]}", "{rank: 5}",
            ["m:29:23: 'rank' takes no value; write rank, {method: rank, ties: ...}"]
        ),
        (
            "{goalposts: [0, 50]}", "{goalposts: 50}",
            ["m:29:28: 'goalposts' takes 2 numbers, not a single value; write {goalposts: [low, high]}"]
        ),
        (
            "{goalposts: [0, 50]}", "{distance_to_target: {a: 1}}",
            ["m:29:37: 'distance_to_target' takes a number, not a mapping; write {distance_to_target: target}"]
        ),
        (
            "{goalposts: [0, 50]}", "{method: minmax, ties: average}",
            ["m:29:33: 'ties' means nothing to 'minmax'; it belongs to rank, borda, percentile_rank"]
        ),
        (
            "{goalposts: [0, 50]}", "{goalposts: [0, 50], capped: true}",
            ["m:29:37: 'capped' means nothing to 'goalposts'; it belongs to distance_to_reference, distance_to_target"]
        ),
        (
            "{goalposts: [0, 50]}", "{distance_to_reference: RUSS}",
            ["m:29:40: 'distance_to_reference': unknown power 'RUSS'; did you mean 'RUS'? known: RUS, EUU, DEU"]
        ),
        (
            "{goalposts: [0, 50]}", "distance_to_reference",
            ["m:29:16: 'distance_to_reference' needs its power; write {distance_to_reference: POWER}"]
        ),
        (
            "{goalposts: [0, 50]}", "distance_to_target",
            ["m:29:16: 'distance_to_target' needs its number; write {distance_to_target: target}"]
        ),
        (
            "{goalposts: [0, 50]}", "{distance_to_target: far}",
            [
                "m:29:37: 'distance_to_target': 'far' is not a number; write digits and a decimal point, such as 0.35"
            ]
        ),
        ("zscore: [10, 2]", "zscore: [10, 0]", ["m:53:122: 'zscore': 'sd' must be above 0"]),
        ("{sum: P1Y}", "{sum: P1Y, half_life: P1Y}", ["m:26:24: 'half_life' belongs to 'decay'"]),
        ("{sum: P1Y}", "{sum: P1Y, mean: P1Y}", ["m:26:13: 'window' names several kinds: sum, mean"]),
        (
            "{sum: P1Y}", "{sum: PT5H}",
            ["m:26:19: 'sum': the duration PT5H is not of whole days; write P10Y, P36M, P2W or P30D"]
        ),
        (
            "{sum: P1Y}", "first",
            [
                "m:26:13: 'window': 'first' is not a window; write last or one of {sum: P10Y}, {mean: P10Y}, {decay: P10Y, half_life: P3Y}"
            ]
        ),
        ("{sum: P1Y}", "{decay: P1Y}", ["m:26:13: 'window' has no 'half_life', which is required"]),
        (
            "max_age: P36M", "max_age: P0D",
            ["m:31:14: 'max_age': the duration P0D is zero; it must be longer, or 'none'"]
        ),
        (
            "cadence: P1Y", "cadence: yearly",
            ["m:30:14: 'cadence': 'yearly' is not a duration; write P10Y, P36M, P2W, P30D or PT6H, or 'event'"]
        ),
        (
            "direction: -1", "direction: down",
            ["m:54:66: 'direction': 'down' is not a direction; write 1 (more is more influence) or -1 (more is less)"]
        ),
        (
            "subject: pair", "parent: index, weight: 1, subject: pair",
            ["m:55:57: an indicator of pairs cannot be in the tree, which scores single powers"]
        ),
        (
            "subject: pair", "subject: couple",
            ["m:55:58: 'subject': unknown subject 'couple'; known: dyad, country, power, pair"]
        ),
        (", citation: \"Treaty B\"", "", ["m:52:9: a level has no 'citation', which is required"]),
        ("citation: \"Treaty B\"", "citation: ''", ["m:52:59: 'citation': the text is empty"]),
        ("{level: 1,", "{level: 0.0,", ["m:52:17: level 0 is already listed at line 51"]),
        (
            "transform: {log: {base: 10}}", "transform: ordinal",
            [
                "m:53:5: 'ordinal' needs the 'levels' of indicator 'visits'; write [{level: 0, label: none, score: 0, citation: "
                    + "Treaty of 2006}]"
            ]
        ),
        (
            "    levels:\n      - {level: 0, label: none, score: 0, citation: \"Treaty A\"}\n      - {level: 1, label: defence, score: 80.5, citation: \"Treaty B\"}\n",
            "    levels: []\n", ["m:50:13: 'levels' is empty; it must list every level"]
        ),
        (
            "id: visits, title", "id: Visits, title",
            [
                "m:53:10: 'id': 'Visits' is not an id; write small letters, digits and '_', beginning with a letter, at most 64, such as trade_share"
            ]
        ),
        (
            "flow: true\n    inputs", "flow: yes\n    inputs",
            ["m:23:11: 'flow': 'yes' is not a truth value; write true or false"]
        ),
    ])
    func `A broken value is reported where it stands, with what would be right`(
        old: String,
        new: String,
        expected: [String]
    ) throws {
        var text = sampleModel
        text.replaceSubrange(try #require(sampleModel.firstRange(of: old)), with: new)
        #expect(diagnostics(text) == expected)
    }

    @Test func `Cycles of parents are reported once each, with the way round`() {
        let text = sampleModel.replacing(
            "indicators:\n",
            with: """
                  - {id: a, title: A, parent: b, weight: 1}
                  - {id: b, title: B, parent: c, weight: 1}
                  - {id: c, title: C, parent: a, weight: 1}
                  - {id: self, title: S, parent: self, weight: 1}
                indicators:

                """
        )
        #expect(
            diagnostics(text) == [
                "m:17:31: a node cannot be its own ancestor: a -> b -> c -> a",
                "m:20:34: a node cannot be its own ancestor: self -> self",
            ]
        )
    }

    @Test func `A model without a root says so`() {
        let text = sampleModel.replacing("{id: index, title", with: "{id: index, parent: economic, weight: 1, title")
        #expect(diagnostics(text).contains("m:14:3: there is no root: exactly one node must be without a 'parent'"))
    }

    @Test func `All errors of a file are reported together, in order`() {
        let text = sampleModel.replacing("weight: 0.43", with: "weight: -1").replacing("P36M", with: "3 years")
            .replacing("Treaty A", with: "").replacing("month", with: "moon")
        #expect(diagnostics(text).count == 4)
        #expect(diagnostics(text).map { $0.prefix(5) } == ["m:7:1", "m:15:", "m:31:", "m:51:"])
    }

    @Test(arguments: ["[]", "text", "{}", "model: x", "nodes: {}\nindicators: 3\npowers: x\ncountries: [1]\ngrid: []"])
    func `A file that is no model at all is reported, not trapped on`(text: String) {
        #expect(!diagnostics(text).isEmpty)
    }
}
