package import InfluenceFiles
import InfluenceMethods
import InfluenceModel
import InfluenceSchedule
import Logging

/// Reads `influenced.yaml`.
package enum ConfigurationFile {
    /// Where it is looked for unless a command names another one.
    package static let usualPath = "/etc/influenced/influenced.yaml"

    /// - Throws: everything that is wrong in the file, each with its place. Files that it names are not looked at.
    package static func load(_ path: String) throws(DiagnosticList) -> Configuration {
        try parse(SourceFile.read(path), path: path) { Groups.number(of: $0) != nil }
    }

    /// - Parameters:
    ///   - path: the file's own, which relative paths in it start from.
    ///   - groupExists: whether the system knows a group of that name.
    package static func parse(
        _ text: String,
        path: String,
        groupExists: @escaping (String) -> Bool = { _ in true }
    ) throws(DiagnosticList) -> Configuration {
        let root = try YAMLFile.parse(text, name: path)
        let collector = DiagnosticCollector()
        var reader = MappingReader(root, of: "the configuration", collector)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        func resolved(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }

        let model = reader.required("model", .path)
        let data = reader.list("data", of: .path)
        reportTwice(data?.value ?? [], resolved, collector)
        let alerts = reader.optional("alerts", .path)
        let state = reader.optional("state", .path)
        let modelMemory = reader.optional("model_memory", .bytes(in: ModelMemory.range))
        let backupFolders = reader.list("backup_folders", of: .path)
        let socket = reader.optional("socket", .path)
        let schedule = self.schedule(reader.mapping("schedule"), collector)
        let (socketGroup, adminGroup) = control(reader.mapping("control"), groupExists)
        let limits = ControlLimits(reader.mapping("limits"), collector)
        let level = logLevel(reader.mapping("log"))
        reader.finish()
        try collector.check()
        return Configuration(
            file: path,
            model: resolved(model?.value ?? ""),
            data: (data?.value ?? []).map { resolved($0.value) },
            alerts: alerts.map { resolved($0.value) },
            schedule: schedule,
            state: state.map { resolved($0.value) },
            modelMemory: modelMemory?.value,
            backupFolders: (backupFolders?.value ?? []).map { resolved($0.value) },
            socket: socket.map { resolved($0.value) },
            socketGroup: socketGroup,
            adminGroup: adminGroup,
            limits: limits,
            logLevel: level
        )
    }

    /// Which of two places a file has would decide what counts, where it contradicts another.
    private static func reportTwice(
        _ data: [Located<String>],
        _ resolved: (String) -> String,
        _ collector: DiagnosticCollector
    ) {
        var seen: Set<String> = []
        for file in data where !seen.insert(resolved(file.value)).inserted {
            collector.report(at: file.position, "'\(file.value)' stands in 'data' twice; leave one of them out")
        }
    }

    /// Every hour, with one run for what was missed, unless the file says otherwise.
    private static func schedule(_ mapping: MappingReader?, _ collector: DiagnosticCollector) -> Schedule {
        let hourly = Schedule.Timing.every(.seconds(3600))
        guard var reader = mapping else { return Schedule(hourly, catchesUp: true) }
        let every = reader.optional("every", .interval)
        let calendar = reader.optional("calendar", .calendar)
        let catchUp = reader.optional("catch_up", .boolean)
        if reader.has("every"), let position = reader.position(of: "calendar") {
            collector.report(at: position, "'calendar' and 'every' exclude each other; keep one of them")
        }
        if !reader.has("every"), !reader.has("calendar") {
            reader.report("the schedule needs 'every' (such as 1h) or 'calendar' (such as Mon..Fri 06:00 Asia/Almaty)")
        }
        reader.finish()
        return Schedule(every?.value ?? calendar?.value ?? hourly, catchesUp: catchUp?.value ?? true)
    }

    private static func control(
        _ mapping: MappingReader?,
        _ groupExists: @escaping (String) -> Bool
    ) -> (socketGroup: String?, adminGroup: String?) {
        guard var reader = mapping else { return (nil, nil) }
        let kind = ScalarKind<String>.text.requiring(groupExists) { "there is no group '\($0)'; create it first" }
        let group = reader.optional("group", kind)
        let admins = reader.optional("admin_group", kind)
        reader.finish()
        return (group?.value, admins?.value)
    }

    private static func logLevel(_ mapping: MappingReader?) -> Logger.Level {
        guard var reader = mapping else { return .info }
        let level = reader.optional("level", .choice("level", Logger.Level.allCases.map { ($0.rawValue, $0) }))
        reader.finish()
        return level?.value ?? .info
    }
}

extension ScalarKind where Value == Schedule.Timing {
    /// A time span of at least a second: `1h`, `90min`.
    fileprivate static var interval: Self {
        ScalarKind { text in
            do throws(TimeSpanError) {
                guard let timing = Schedule.Timing.interval(try TimeSpan(text)) else {
                    return .failure(ScalarProblem("'\(text)' is shorter than \(Schedule.Timing.shortestInterval)"))
                }
                return .success(timing)
            } catch {
                return .failure(ScalarProblem(error.description))
            }
        }
    }

    /// A calendar expression: `Mon..Fri 06:00 Asia/Almaty`.
    fileprivate static var calendar: Self {
        ScalarKind { text in
            do throws(CalendarError) {
                let expression = try CalendarExpression(text)
                guard expression.next(after: Instant(microseconds: -1)) != nil else {
                    return .failure(
                        ScalarProblem("'\(text)' never comes: no day from 1970 to 2199 fits; 'Mon..Fri 06:00' would")
                    )
                }
                return .success(.calendar(expression))
            } catch {
                return .failure(ScalarProblem(error.description))
            }
        }
    }
}
