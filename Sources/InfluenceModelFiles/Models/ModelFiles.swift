package import InfluenceFiles
package import InfluenceScoring

/// Reads model files into models: a model that comes out is valid, whatever goes in.
///
/// A file may extend another (`extends: central-asia.yaml`), named relative to itself; `..` is allowed, an absolute path
/// is not, so that a directory of models can be moved. What its keys change is told at ``ModelInheritance``. All errors
/// of a model are reported at once, each where the offending value stands.
package enum ModelFiles {
    /// Files in a chain of `extends`.
    package static let chainLimit = 16

    /// Reads the file at `path` and those it extends.
    /// - Parameter kinds: the methods that there are.
    /// - Throws: everything that is wrong with them.
    package static func load(path: String, kinds: MethodKinds = .standard) throws(DiagnosticList) -> LoadedModel {
        var files: [(source: ModelSource, root: YAMLNode)] = []
        var next: (path: String, referrer: FilePosition?) = (path, nil)
        while true {
            let source = ModelSource(name: next.path, text: try SourceFile.read(next.path, namedAt: next.referrer))
            let root = try YAMLFile.parse(source.text, name: source.name)
            files.insert((source, root), at: 0)
            guard let base = try base(of: root) else { break }
            let basePath = resolve(base.value, from: next.path)
            if let start = files.firstIndex(where: { $0.source.name == basePath }) {
                let cycle = files[...start].reversed().map(\.source.name) + [basePath]
                throw DiagnosticList(
                    FileDiagnostic(base.position, "extends itself: " + cycle.joined(separator: " -> "))
                )
            }
            guard files.count < chainLimit else {
                throw DiagnosticList(FileDiagnostic(base.position, "more than \(chainLimit) files extend one another"))
            }
            next = (basePath, base.position)
        }
        return try assemble(files, kinds)
    }

    /// Makes the model of texts that ``load(path:)`` once returned: no file is read.
    /// - Throws: everything that is wrong with them, or that they are not one chain of `extends`.
    package static func load(sources: [ModelSource], kinds: MethodKinds = .standard) throws(DiagnosticList)
        -> LoadedModel
    {
        try assemble(chain(sources), kinds)
    }

    /// Makes the model of texts that a run used, maybe by another version of the software: a word that this one does not
    /// accept any more is left out, and told in ``LoadedModel/unread``, so that what is stored of the run can be answered.
    /// - Throws: what keeps the texts from being a model at all.
    package static func load(stored sources: [ModelSource]) throws(DiagnosticList) -> LoadedModel {
        try assemble(chain(sources), .standard, leavingOut: true)
    }

    private static func chain(
        _ sources: [ModelSource]
    ) throws(DiagnosticList) -> [(source: ModelSource, root: YAMLNode)] {
        var files: [(source: ModelSource, root: YAMLNode)] = []
        for source in sources {
            let root = try YAMLFile.parse(source.text, name: source.name)
            let base = try base(of: root)
            guard (base == nil) == files.isEmpty else {
                let problem = base.map { "the file it extends, '\($0.value)', is not among the sources" }
                throw DiagnosticList(
                    FileDiagnostic(root.position, problem ?? "extends nothing, but is not the first of the sources")
                )
            }
            files.append((source, root))
        }
        return files
    }

    private static func assemble(
        _ files: [(source: ModelSource, root: YAMLNode)],
        _ kinds: MethodKinds,
        leavingOut isForgiving: Bool = false
    ) throws(DiagnosticList) -> LoadedModel {
        guard var root = files.first?.root else {
            throw DiagnosticList(FileDiagnostic(FilePosition(file: "model"), "there is no source"))
        }
        for file in files.dropFirst() { root = ModelInheritance.overlay(file.root, on: root) }
        let collector = DiagnosticCollector(keepsRepeats: false)
        let model = ModelReader(kinds, collector).read(
            ModelDefaults.apply(root, windows: kinds.windows.map { $0.name }, collector)
        )
        if !isForgiving || model == nil { try collector.check() }
        guard let model else {
            throw DiagnosticList(FileDiagnostic(root.position, "the model is incomplete"))
        }
        let sources = files.map(\.source)
        return LoadedModel(
            model: model,
            sources: sources,
            hash: LoadedModel.hash(of: sources),
            warnings: collector.warnings.sorted(),
            unread: collector.problems
        )
    }

    /// What the file extends.
    private static func base(of root: YAMLNode) throws(DiagnosticList) -> Located<String>? {
        guard let entry = root["extends"] else { return nil }
        guard let path = entry.value.text, !path.isEmpty else {
            throw DiagnosticList(FileDiagnostic(entry.keyPosition, "'extends' must name one file"))
        }
        guard !path.hasPrefix("/") else {
            let message = "'\(path)' is an absolute path; name the file relative to this one"
            throw DiagnosticList(FileDiagnostic(entry.value.position, message))
        }
        return Located(path, at: entry.value.position)
    }

    /// `models/a.yaml` and `../b.yaml` make `b.yaml`. By text alone: symbolic links are not followed.
    private static func resolve(_ path: String, from file: String) -> String {
        var parts = file.split(separator: "/").dropLast().filter { $0 != "." }
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (file.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
