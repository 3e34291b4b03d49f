import Glibc
import InfluenceEngine
package import InfluenceFiles
import InfluenceMethods
import InfluenceModel
import InfluenceModelFiles

/// Checks files one by one, whatever they are.
package struct FileCheck {
    private let context: CheckContext
    private let collector = DiagnosticCollector()
    private var report = CheckReport()
    /// What rules and data are held against: the model that was named, the one among the files, or the configured one.
    private var model: Model?
    private var configuration: Configuration?

    /// Folders stand for the files in them and below.
    /// - Parameters:
    ///   - model: the file of the model that rules and data belong to.
    ///   - configuration: a configuration that names it, where `model` is `nil`; need not be there.
    /// - Throws: everything that is wrong, each with its place.
    package static func run(
        _ files: [String],
        model: String?,
        configuration: String,
        _ context: CheckContext
    ) throws(DiagnosticList) -> CheckReport {
        var check = FileCheck(context: context)
        return try check.run(files, model: model, configuration: configuration)
    }

    private init(context: CheckContext) {
        self.context = context
    }

    private mutating func run(
        _ files: [String],
        model: String?,
        configuration path: String
    ) throws(DiagnosticList) -> CheckReport {
        if access(path, F_OK) == 0 { configuration = try? ConfigurationFile.load(path) }
        var rest: [String] = []
        var models: [Model] = []
        for file in files.flatMap(filesIn) {
            guard !isData(file) else {
                rest.append(file)
                continue
            }
            do throws(DiagnosticList) {
                switch try FileKind.of(try YAMLFile.parse(SourceFile.read(file), name: file)) {
                case .configuration:
                    let found = try ConfigurationCheck.run(file, context)
                    report.lines += found.lines
                    report.notes += found.notes
                case .model:
                    let loaded = try ModelFiles.load(path: file)
                    models.append(loaded.model)
                    report.lines.append(try ModelCheck.line(loaded, configuration, context, &report))
                case .rules: rest.append(file)
                }
            } catch {
                collector.report(error)
            }
        }
        if !rest.isEmpty { chooseModel(model, models) }
        for file in rest { checkBelonging(file) }
        try collector.check()
        return report
    }

    private mutating func chooseModel(_ named: String?, _ models: [Model]) {
        if named == nil, models.count == 1 {
            model = models.first
            return
        }
        guard let path = named ?? configuration?.model else { return }
        do throws(DiagnosticList) {
            model = try ModelFiles.load(path: path).model
        } catch {
            collector.report(error)
        }
    }

    /// Rules, which are nothing without a model, and data.
    private mutating func checkBelonging(_ file: String) {
        do throws(DiagnosticList) {
            if isData(file) {
                let limits = configuration?.limits.imports ?? ImportLimits()
                let count = try DataCheck.check(file, model, limits, collector, &report)
                let against = model.map { "against model \($0.id)" } ?? "by their form alone, as no model is named"
                report.lines.append(
                    "\(file): \(count) observations, checked \(against); 'influencectl import --dry-run' compares them "
                        + "with what is stored"
                )
            } else if let model {
                report.lines.append(try RuleCheck.line(file, model, configuration?.data, context, &report))
            } else {
                let message = "rules are checked against a model; name it with --model FILE"
                throw DiagnosticList(FileDiagnostic(FilePosition(file: file), message))
            }
        } catch {
            collector.report(error)
        }
    }

    private func isData(_ file: String) -> Bool { file.hasSuffix(".csv") }

    /// In the order of their names; those of another kind, hidden ones and links to folders are left out.
    private func filesIn(_ path: String) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        guard let folder = opendir(path) else { return [path] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().flatMap { name -> [String] in
            let file = path.hasSuffix("/") ? path + name : path + "/" + name
            var status = stat()
            guard lstat(file, &status) == 0 else { return [] }
            if status.st_mode & S_IFMT == S_IFDIR { return filesIn(file) }
            return [".yaml", ".yml", ".csv"].contains(where: name.hasSuffix) ? [file] : []
        }
    }
}
