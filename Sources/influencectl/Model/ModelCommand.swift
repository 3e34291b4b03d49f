import ArgumentParser
import InfluenceControl
import InfluenceText

struct ModelCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Show the model in force: what is measured and how."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Flag(help: "Print the files that the model was read from.")
    var files = false

    func report() throws -> any Report {
        let answer = try global.session.call(IndexInterface.GetModel.self, .init())
        return ModelReport(answer: answer, showsFiles: files)
    }
}

/// The model in force: what is measured and how; or the files that say so.
struct ModelReport: ReplyReport {
    let answer: Answer<IndexInterface.GetModel.Output>
    let showsFiles: Bool

    private var nodes: [IndexInterface.ModelNode] { reply.nodes }
    private var files: [IndexInterface.File] { reply.files }

    func csv() -> CSV {
        showsFiles
            ? CSV(files, fields: [.name, .text])
            : CSV(nodes, fields: [.node, .title, .kind, .parent, .weight, .unit, .method, .note])
    }

    func table(_ page: Page) -> String {
        showsFiles ? fileTexts : overview(page)
    }

    /// The files one after the other, each behind a comment with its name: of one file, a file again.
    private var fileTexts: String {
        files.map { file in
            let text = file.text
            return "# \(file.name.shown)\n" + text + (text.hasSuffix("\n") ? "" : "\n")
        }.joined(separator: "\n")
    }

    private func overview(_ page: Page) -> String {
        heading(
            "\(reply.model.shown): \(reply.title.shown)",
            ["hash \(abbreviated(reply.modelHash))"],
            page
        ) + members("powers", reply.powers, page) + members("countries", reply.countries, page) + "\n" + tree(page)
            + CaveatNotes(nodes.flatMap { $0.caveats ?? [] }).text(page, mark: "")
            + footnote(reply.definition, page)
    }

    private func members(_ name: String, _ members: [IndexInterface.Member], _ page: Page) -> String {
        let list = members.map { member in
            let within = member.within.map { ", within \($0)" } ?? ""
            return "\(member.id) (\(member.name)\(within))"
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
            let isTracked = node.kind == .tracked
            let isRoot = node.parent == nil && !isTracked
            let weight = node.weight.map(rounded) ?? ""
            table.add([
                Table.Cell(tree.indented(node.node.shown)), Table.Cell(isTracked ? "tracked" : isRoot ? "" : weight),
                Table.Cell(node.unit.plainText), node.title.cell, node.method.cell,
            ])
        }
        return table.render(page)
    }
}

extension IndexInterface.ModelNode: CSVRow {}
extension IndexInterface.File: CSVRow {}
