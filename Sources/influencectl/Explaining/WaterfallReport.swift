import InfluenceControl
import InfluenceText

extension IndexInterface.ChangeItem: CSVRow {
    func csvField(_ field: Field) -> JSONValue {
        switch field {
        case .breaks: .string(breakTexts.joined(separator: "; "))
        case .reweighted:
            .string((reweighted ?? []).map { "\($0.node) \($0.from) -> \($0.to)" }.joined(separator: "; "))
        default: self[field]
        }
    }
}

/// Why a score is no longer what it was: from the old one, cause by cause, to the new one.
struct WaterfallReport: ReplyReport {
    /// The reply to `Explain` with `since`.
    let answer: Answer<IndexInterface.Explain.Output>
    let asOf: String?

    private let change: IndexInterface.Change

    /// - Returns: `nil` where no change is explained.
    init?(answer: Answer<IndexInterface.Explain.Output>, asOf: String?) {
        guard let change = answer.reply.change else { return nil }
        self.answer = answer
        self.asOf = asOf
        self.change = change
    }

    private typealias Item = IndexInterface.ChangeItem
    private var items: [Item] { change.items }

    private static let itemFields: [Item.Field] = [
        .group, .node, .title, .effect, .from, .to, .weightFrom, .weightTo, .rawFrom, .rawTo, .unit, .periodFrom,
        .periodTo, .reporterFrom, .reporterTo, .statusFrom, .statusTo, .breaks, .reweighted,
    ]

    /// A line an item; without items one line with the ends and the reason.
    func csv() -> CSV {
        let place: [IndexInterface.Explain.Output.Field] = [.country, .power, .node, .period]
        let ends: [IndexInterface.Change.Field] = [.sincePeriod, .sinceAsOf, .from, .to, .method, .reason]
        var csv = CSV(
            header: place.map { $0 == .node ? "explained" : $0.rawValue } + ends.map { "change.\($0.rawValue)" }
                + Self.itemFields.map(\.rawValue)
        )
        for item in items.isEmpty ? [nil] : items.map(Optional.some) {
            csv.add(place.map { reply[$0] } + ends.map { change[$0] } + item.csv(Self.itemFields))
        }
        return csv
    }

    func table(_ page: Page) -> String {
        let title = heading(
            "\(reply.power.shown) in \(reply.country.shown)",
            [reply.node.shown, "\(reply.period.shown) since \(since)", asKnown(at: asOf, reply)],
            page
        )
        return title + body(page) + breakLines(items, name: { $0.node.shown }, page)
            + footnote(reply.definition, page)
    }

    private var since: String {
        change.sincePeriod ?? change.sinceAsOf.shown
    }

    private func body(_ page: Page) -> String {
        guard let from = change.from, let to = change.to,
            change.reason == nil
        else {
            let ends = "\(figure(change.from)) -> \(figure(change.to))"
            let reason = change.reason ?? "a score is missing"
            return paragraph("\(ends). No waterfall: \(reason).", width: page.proseWidth)
        }
        let shown = folded()
        return waterfall(from: from, to: to, shown, page) + "\n" + sum(from: from, to: to, page)
    }

    private func figure(_ value: Double?) -> String {
        value.map { fixed($0, Decimals.detail) } ?? "no score"
    }

    // MARK: The waterfall

    /// A line of the waterfall between its two ends.
    private struct Step {
        let cause: String
        let node: String
        let effect: Double
        let detail: String
    }

    /// At most so many lines.
    private static let longest = 16

    /// The items, with those that nobody would see in one line.
    private func folded() -> [Step] {
        let effects = items.map(\.effect)
        let largest = effects.reduce(0) { max($0, abs($1)) }
        let sizes = effects.map { abs($0) }.sorted(by: >)
        var least = max(0.005, largest / 100)
        if sizes.count > Self.longest { least = max(least, sizes[Self.longest - 1]) }
        let small = effects.filter { abs($0) < least }
        let folds = small.count > 1
        var steps: [Step] = []
        for (item, effect) in zip(items, effects) where !folds || abs(effect) >= least {
            steps.append(
                Step(
                    cause: words(item.group),
                    node: item.node.shown,
                    effect: effect,
                    detail: detail(item)
                )
            )
        }
        if folds {
            steps.append(Step(cause: "\(small.count) others", node: "", effect: small.reduce(0, +), detail: ""))
        }
        return steps
    }

    private func words(_ group: String) -> String {
        group.shown.split(separator: "_").joined(separator: " ")
    }

    private func waterfall(from: Double, to: Double, _ steps: [Step], _ page: Page) -> String {
        var sums = [from]
        for step in steps { sums.append((sums.last ?? from) + step.effect) }
        let bars = WaterfallBars(sums + [to], width: barWidth(steps, page))
        var table = Table([.left("cause"), .left("node"), .decimal("points"), .left(""), .prose("from -> to")])
        func end(_ name: String, _ value: Double) -> [Table.Cell] {
            [
                Table.Cell(name, .strong), "", Table.Cell(fixed(value, Decimals.detail), .strong),
                Table.Cell(bars.end(value), .strong), "",
            ]
        }
        table.add(end(change.sincePeriod ?? "before", from))
        for (step, (before, after)) in zip(steps, zip(sums, sums.dropFirst())) {
            let tone: Tone = step.effect < 0 ? .bad : .good
            table.add([
                Table.Cell(step.cause), Table.Cell(step.node), Table.Cell(signed(step.effect), tone),
                Table.Cell(bars.step(from: before, to: after), tone), Table.Cell(step.detail, .faint),
            ])
        }
        table.add(end(change.sincePeriod == nil ? "now" : reply.period.shown, to))
        let edge =
            bars.low == 0 ? "" : page.toned("The bars begin at \(fixed(bars.low, Decimals.detail)).", .faint) + "\n"
        return table.render(page) + edge
    }

    /// What the names, the figures and the longest text behind leave of the page.
    private func barWidth(_ steps: [Step], _ page: Page) -> Int {
        let names = steps.reduce(6) { max($0, displayWidth($1.node)) }
        let details = steps.reduce(12) { max($0, displayWidth($1.detail)) }
        guard let width = page.width else { return 40 }
        // Longer texts are cut off rather than that the bars shrink to nothing.
        let least = max(12, min(24, width / 4 - 8))
        return min(40, max(least, width - names - details - 15 - 8 - 8))
    }

    private func signed(_ value: Double) -> String {
        let text = fixed(value, Decimals.detail)
        return text.hasPrefix("-") ? text : "+" + text
    }

    /// What moved, in the terms of the source where there are any.
    private func detail(_ item: Item) -> String {
        switch item.group {
        case "residual", "coverage": ""
        case "normalisation": pair(item.from, item.to) { fixed($0, Decimals.detail) }
        case "weights", "model": reweighted(item)
        default:
            measured(item) + context(item.periodFrom, item.periodTo) + flags(item)
                + (item.reporterFrom == item.reporterTo
                    ? "" : context(item.reporterFrom, item.reporterTo))
        }
    }

    /// What the reporters say of the values, where it is not that all is normal.
    private func flags(_ item: Item) -> String {
        let flags = [item.statusFrom, item.statusTo].map { $0 ?? "A" }
        return flags == ["A", "A"] ? "" : context(flags[0], flags[1])
    }

    private func reweighted(_ item: Item) -> String {
        if let children = item.reweighted, !children.isEmpty {
            let texts = children.map { "\($0.node.shown) \(pair($0.from, $0.to, brief))" }
            return "\(texts.count == 1 ? "weight" : "weights") of \(NearestName.list(texts, limit: 6))"
        }
        let weight = pair(item.weightFrom, item.weightTo) { percent($0, 1) }
        let value = pair(item.from, item.to) { fixed($0, Decimals.detail) }
        return weight.isEmpty ? value : "weight \(weight), at \(value)"
    }

    private func measured(_ item: Item) -> String {
        guard item.rawFrom != nil || item.rawTo != nil else {
            return pair(item.from, item.to) { fixed($0, Decimals.detail) }
        }
        return pair(item.rawFrom, item.rawTo, brief) + unit(item)
    }

    private func unit(_ item: Item) -> String {
        let unit = item.unit ?? ""
        return unit.isEmpty ? "" : unit == "percent" ? " %" : " " + printable(unit)
    }

    /// Four digits tell what moved; the CSV has the others.
    private func brief(_ value: Double) -> String {
        let magnitude = abs(value)
        return magnitude >= 1000 ? fixed(value, 0) : rounded(magnitude >= 1 ? (value * 100).rounded() / 100 : value)
    }

    private func pair(_ from: Double?, _ to: Double?, _ text: (Double) -> String) -> String {
        switch (from.map(text), to.map(text)) {
        case (let from?, let to?): from == to ? from : "\(from) -> \(to)"
        case (nil, let to?): "now \(to)"
        case (let from?, nil): "was \(from)"
        case (nil, nil): ""
        }
    }

    private func context(_ from: String?, _ to: String?) -> String {
        let (old, new) = (from ?? "", to ?? "")
        if old.isEmpty, new.isEmpty { return "" }
        return old == new || old.isEmpty || new.isEmpty
            ? ", \(printable(new.isEmpty ? old : new))" : ", \(printable(old)) -> \(printable(new))"
    }

    // MARK: The sum

    private func sum(from: Double, to: Double, _ page: Page) -> String {
        guard !items.isEmpty else {
            return paragraph(
                "\(fixed(from, Decimals.detail)) -> \(fixed(to, Decimals.detail)): nothing has changed.",
                width: page.proseWidth
            )
        }
        var groups: [(name: String, sum: Double)] = []
        for item in items {
            let (name, effect) = (words(item.group), item.effect)
            if groups.last?.name == name {
                groups[groups.count - 1].sum += effect
            } else {
                groups.append((name, effect))
            }
        }
        let causes = groups.map { "\($0.name) \(signed($0.sum))" }.joined(separator: ", ")
        let total = groups.reduce(0) { $0 + $1.sum }
        var text =
            "Sum of \(counted(Int64(items.count), "effect")) \(signed(total)), change \(signed(to - from)) "
            + "(\(fixed(from, Decimals.detail)) -> \(fixed(to, Decimals.detail))): \(causes)."
        if change.modelChanged {
            text += " The model has changed since; its step is counted last, on the new data."
        }
        if let method = change.method, method != "bennet" {
            text += " The score is no plain sum of its parts, so the effects are Shapley values"
            text += method == "sampled" ? ", from a fixed sample of orders." : "."
        }
        return paragraph(text, width: page.proseWidth)
    }
}
