package import InfluenceFiles
import InfluenceMethods
import InfluenceModel
import InfluenceModelFiles
import InfluenceSchedule

/// Checks a configuration with all that it names: what the daemon would refuse at its start or at a reload, and what would
/// not work afterwards.
package struct ConfigurationCheck {
    private let file: String
    private let context: CheckContext
    private let collector = DiagnosticCollector()
    private var report = CheckReport()

    /// - Throws: everything that is wrong, each with its place.
    package static func run(_ file: String, _ context: CheckContext) throws(DiagnosticList) -> CheckReport {
        var check = ConfigurationCheck(file: file, context: context)
        return try check.run()
    }

    private init(file: String, context: CheckContext) {
        self.file = file
        self.context = context
    }

    private mutating func run() throws(DiagnosticList) -> CheckReport {
        // Without a configuration nothing else is known.
        let configuration = try ConfigurationFile.load(file)
        let root = try YAMLFile.parse(SourceFile.read(file), name: file)
        checkSchedule(configuration.schedule)
        checkPlaces(configuration, root)
        do throws(DiagnosticList) {
            let loaded = try ModelFiles.load(path: configuration.model)
            report.lines.append(try ModelCheck.line(loaded, configuration, context, &report))
            checkData(configuration, loaded.model)
            if let path = configuration.alerts {
                let line = try RuleCheck.line(path, loaded.model, configuration.data, context, &report)
                report.lines.append(line)
            }
        } catch {
            collector.report(error)
        }
        try collector.check()
        return report
    }

    private mutating func checkSchedule(_ schedule: Schedule) {
        let times = schedule.timing.following(context.now, count: 3)
        do throws(DiagnosticList) {
            try schedule.refuseIfOver(at: context.now, in: file)
        } catch { return collector.report(error) }
        let list = times.map(\.description).joined(separator: ", ")
        report.lines.append("\(file): in order; runs \(schedule.timing); next \(list)")
    }

    private mutating func checkPlaces(_ configuration: Configuration, _ root: YAMLNode) {
        if let state = configuration.state {
            check(Place.ofState(state) ?? Place.ofDatabase(Paths.database(in: state)), at: root, "state")
        } else if Place.ofState(context.state) == nil {
            // Where the service keeps it; whoever runs the daemon elsewhere says so on the command line.
            check(Place.ofDatabase(Paths.database(in: context.state)), at: root)
        }
        if let socket = configuration.socket {
            check(Place.ofSocket(socket), at: root, "socket")
        }
        for (folder, node) in configuration.backupFolders(in: root) {
            check(Place.ofFolder(folder), at: node)
        }
    }

    private mutating func check(_ finding: Place.Finding?, at root: YAMLNode, _ key: String) {
        if let node = root[key]?.value { check(finding, at: node) }
    }

    private mutating func check(_ finding: Place.Finding?, at node: YAMLNode) {
        switch finding {
        case nil: break
        case .wrong(let message): collector.report(at: node.position, message)
        case .doubtful(let message): report.note(node.position, message)
        }
    }

    private mutating func checkData(_ configuration: Configuration, _ model: Model) {
        for file in configuration.data {
            do throws(DiagnosticList) {
                try DataCheck.check(file, model, configuration.limits.imports, collector, &report)
            } catch { collector.report(error) }
        }
    }
}
