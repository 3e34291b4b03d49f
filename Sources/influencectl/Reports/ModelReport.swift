import InfluenceControl

/// The model in force: what is measured and how; or the files that say so.
struct ModelReport: Report {
    let document: JSONValue
    let showsFiles: Bool

    private var nodes: [JSONValue] { document["nodes"].elements }
    private var files: [JSONValue] { document["files"].elements }

    func csv() -> CSV {
        showsFiles
            ? CSV(files, fields: ["name", "text"])
            : CSV(nodes, fields: ["node", "title", "kind", "parent", "weight", "unit", "method", "note"])
    }

    func table(_ page: Page) -> String {
        showsFiles ? fileTexts : overview(page)
    }

    /// The files one after the other, each behind a comment with its name: of one file, a file again.
    private var fileTexts: String {
        files.map { file in
            let text = file["text"].plainText
            return "# \(file["name"].shown)\n" + text + (text.hasSuffix("\n") ? "" : "\n")
        }.joined(separator: "\n")
    }

    private func overview(_ page: Page) -> String {
        heading(
            "\(document["model"].shown): \(document["title"].shown)",
            ["hash \(abbreviated(document["model_hash"]))"],
            page
        ) + members("powers", page) + members("countries", page) + "\n" + tree(page)
            + CaveatNotes(caveats).text(page, mark: "")
            + footnote(document["definition"], page)
    }

    /// All of the model.
    private var caveats: JSONValue {
        ["caveats": .array(nodes.flatMap { $0["caveats"].elements })]
    }

    private func members(_ name: String, _ page: Page) -> String {
        let list = document[name].elements.map { member in
            let within = member["within"].stringValue.map { ", within \($0)" } ?? ""
            return "\(member["id"].plainText) (\(member["name"].plainText)\(within))"
        }
        let lines = wrapped(list.joined(separator: ", "), to: page.proseWidth - 11)
        return lines.enumerated().map { index, line in
            page.toned(index == 0 ? name : "", .faint) + spaces(11 - (index == 0 ? name.count : 0)) + line + "\n"
        }.joined()
    }

    private func tree(_ page: Page) -> String {
        let tree = NodeTree(nodes)
        var table = Table([.left("node"), .right("weight"), .prose("unit"), .prose("title"), .prose("method")])
        for node in nodes {
            let isTracked = node["kind"].stringValue == "tracked"
            let isRoot = node["parent"].isNull && !isTracked
            let weight = node["weight"].numberValue.map(rounded) ?? ""
            table.add([
                Table.Cell(tree.indented(node["node"].shown)), Table.Cell(isTracked ? "tracked" : isRoot ? "" : weight),
                Table.Cell(node["unit"].plainText), node.cell("title"), node.cell("method"),
            ])
        }
        return table.render(page)
    }
}
