internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How the points of a transform are written: `[[0, 0], [10, 50], [100, 100]]`, in ascending order of the first number. The
/// first one of bands may be `none`: from below all values.
enum PointsForm {
    static func read(
        _ node: YAMLNode,
        _ key: String,
        opensBelow: Bool,
        _ collector: DiagnosticCollector
    ) -> [Transform.Point]? {
        guard let list = collector.list(node, of: "'\(key)'", example: example(opensBelow)) else { return nil }
        let what = opensBelow ? "[from, value]" : "[x, value]"
        guard list.value.count >= 2, list.value.count <= Transform.mostPoints else {
            collector.report(
                at: list.position,
                list.value.count < 2
                    ? "'\(key)' takes at least two \(what), such as \(example(opensBelow))"
                    : "'\(key)' has \(list.value.count) points; at most \(Transform.mostPoints) are possible"
            )
            return nil
        }
        var points: [Transform.Point] = []
        var isSound = true
        for (number, node) in list.value.enumerated() {
            guard let point = point(node, of: key, what, mayOpen: opensBelow && number == 0, opensBelow, collector)
            else {
                isSound = false
                continue
            }
            if let last = points.last, isSound {
                if last.x >= point.x {
                    collector.report(
                        at: node.position,
                        "'\(key)': \(DecimalText.shortest(point.x)) must be above \(DecimalText.shortest(last.x)): list "
                            + "them in ascending order, each once"
                    )
                    isSound = false
                } else if last.x.isFinite && !((point.x - last.x).isFinite && (point.y - last.y).isFinite) {
                    collector.report(at: node.position, "'\(key)': this point is too far from the one before")
                    isSound = false
                }
            }
            points.append(point)
        }
        return isSound ? points : nil
    }

    private static func example(_ opensBelow: Bool) -> String {
        opensBelow ? "[[none, 0], [10, 50]]" : "[[0, 0], [100, 100]]"
    }

    private static func point(
        _ node: YAMLNode,
        of key: String,
        _ what: String,
        mayOpen: Bool,
        _ opensBelow: Bool,
        _ collector: DiagnosticCollector
    ) -> Transform.Point? {
        guard let pair = node.elements, pair.count == 2 else {
            collector.report(
                at: node.position,
                "an element of '\(key)' is a pair \(what), such as \(opensBelow ? "[10, 50]" : "[0, 0]")"
            )
            return nil
        }
        let element = "an element of '\(key)'"
        let x: Double?
        if pair[0].text == "none" {
            if !mayOpen {
                collector.report(
                    at: pair[0].position,
                    opensBelow
                        ? "'none' is where the first band begins: below all values"
                        : "'\(key)' keeps the value of its first point below it; write a number"
                )
            }
            x = mayOpen ? -Double.infinity : nil
        } else {
            x = collector.scalar(pair[0], ScalarKind<Double>.number, of: element)?.value
        }
        let y = collector.scalar(pair[1], ScalarKind<Double>.number, of: element)?.value
        guard let x, let y else { return nil }
        return Transform.Point(x, y)
    }
}
