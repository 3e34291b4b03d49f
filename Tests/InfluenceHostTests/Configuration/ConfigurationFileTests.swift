import InfluenceEngine
import InfluenceFiles
import InfluenceModel
import InfluenceSchedule
import InfluenceServer
import InfluenceTestKit
import Logging
import Testing

@testable import InfluenceHost
@testable import InfluenceMethods

@Suite struct ConfigurationFileTests {
    @Test func `Only the model has to be named`() throws {
        let configuration = try ConfigurationFile.parse("model: m.yaml\n", path: "/etc/influenced/influenced.yaml")
        #expect(configuration.file == "/etc/influenced/influenced.yaml")
        #expect(configuration.model == "/etc/influenced/m.yaml")
        #expect(configuration.data == [])
        #expect(configuration.schedule == Schedule(.every(.seconds(3600)), catchesUp: true))
        #expect(configuration.state == nil)
        #expect(configuration.socket == nil)
        #expect(configuration.socketGroup == nil)
        #expect(configuration.adminGroup == nil)
        #expect(configuration.logLevel == .info)
    }

    @Test func `Every key says what it says`() throws {
        let text = """
            model: models/m.yaml
            data:
              - data/a.csv
              - /srv/b.csv
            schedule:
              calendar: Mon..Fri 06:00
              catch_up: false
            state: state
            socket: /run/s
            control:
              group: influenced
              admin_group: wheel
            log:
              level: debug

            """
        let configuration = try ConfigurationFile.parse(text, path: "etc/influenced.yaml")
        #expect(configuration.model == "etc/models/m.yaml")
        #expect(configuration.data == ["etc/data/a.csv", "/srv/b.csv"])
        #expect(
            configuration.schedule
                == Schedule(.calendar(try CalendarExpression("Mon..Fri 06:00")), catchesUp: false)
        )
        #expect(configuration.state == "etc/state")
        #expect(configuration.socket == "/run/s")
        #expect(configuration.socketGroup == "influenced")
        #expect(configuration.adminGroup == "wheel")
        #expect(configuration.logLevel == .debug)
    }

    @Test func `Limits are as documented unless the file says otherwise`() throws {
        let defaults = try ConfigurationFile.parse("model: m.yaml\n", path: "i.yaml").limits
        #expect(defaults == ControlLimits())
        #expect(defaults.server.connections == 256 && defaults.server.connectionsPerUser == 64)
        #expect(defaults.server.reservedConnections == 16 && defaults.server.waitingCalls == 16)
        #expect(defaults.server.waitingBytes == 4 << 20 && defaults.server.logLines == 5)
        #expect(defaults.patternBytes == 256 && defaults.imports.bytes == 256 << 20)
        let text = """
            model: m.yaml
            limits:
              connections: 300
              connections_per_user: 128
              reserved_connections: 0
              waiting_calls: 1
              waiting_bytes: 64KiB
              log_lines: 0
              pattern_bytes: 10
              import_bytes: 1GiB

            """
        let limits = try ConfigurationFile.parse(text, path: "i.yaml").limits
        #expect(limits.server.connections == 300 && limits.server.connectionsPerUser == 128)
        #expect(limits.server.reservedConnections == 0 && limits.server.waitingCalls == 1)
        #expect(limits.server.waitingBytes == 65_536 && limits.server.logLines == 0)
        #expect(limits.patternBytes == 10 && limits.imports.bytes == 1 << 30)
    }

    @Test(arguments: [
        ("connections: 1", "i.yaml:3:16: 'connections': 1 is outside 2...10000"),
        ("connections_per_user: 0", "i.yaml:3:25: 'connections_per_user': 0 is outside 1...10000"),
        ("waiting_bytes: 4MB", "'4MB' is not a size; write bytes, or KiB, MiB or GiB, such as 4MiB"),
        ("waiting_bytes: 1", "1 is outside 64KiB...1GiB"),
        ("import_bytes: 99999999999GiB", "99999999999GiB is outside 1MiB...16GiB"),
        ("reserved_connections: 256", "i.yaml:3:3: all 256 connections would be kept for administrators"),
        ("conections: 3", "connections"),
    ])
    func `A limit that makes no sense is told with its place`(line: String, message: String) {
        let error = #expect(throws: DiagnosticList.self) {
            try ConfigurationFile.parse("model: m.yaml\nlimits:\n  \(line)\n", path: "i.yaml")
        }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("influenced.yaml", "m.yaml"), ("./influenced.yaml", "./m.yaml"), ("../a/influenced.yaml", "../a/m.yaml"),
        ("/influenced.yaml", "/m.yaml"),
    ])
    func `Relative paths start from the file`(path: String, model: String) throws {
        #expect(try ConfigurationFile.parse("model: m.yaml\n", path: path).model == model)
        #expect(try ConfigurationFile.parse("model: /m.yaml\n", path: path).model == "/m.yaml")
    }

    @Test func `The bundled configuration is in order`() throws {
        let lines = try ConfigurationCheck.run(
            Repository.path("Config/influenced.yaml"),
            CheckContext(environment: [:])
        ).lines
        #expect(lines.count == 3)
        #expect(lines[0].contains("Config/influenced.yaml: in order; runs every 1h; next "))
        #expect(lines[1].contains("model central-asia, 11 powers, 5 countries"))
        #expect(lines[2].contains("Config/alerts.yaml: 10 rules over 261 series, 0 hooks"))
    }

    @Test(arguments: [
        ("", "1:1: the file is empty"),
        ("state: x\n", "1:1: the configuration has no 'model', which is required"),
        ("model: m\nmodle: n\n", "2:1: unknown key 'modle'; did you mean 'model'?"),
        ("model: ''\n", "1:8: 'model': the text is empty"),
        ("model: [a]\n", "1:8: 'model' must be a single value"),
        ("model: m\ndata: a.csv\n", "2:7: 'data' must be a list"),
        ("model: m\ndata: [a, b, a]\n", "2:14: 'a' stands in 'data' twice; leave one of them out"),
        ("model: m\nlog: {level: warn}\n", "2:14: 'level': unknown level 'warn'; did you mean 'warning'?"),
        ("model: m\ndata: [a, [b]]\n", "2:11: an element of 'data' must be a single value"),
        ("model: m\nschedule: 1h\n", "2:11: 'schedule' must be a mapping"),
        ("model: m\nschedule:\n  catch_up: true\n", "3:3: the schedule needs 'every'"),
        ("model: m\nschedule: {every: 1h, calendar: daily}\n", "2:23: 'calendar' and 'every' exclude each other"),
        ("model: m\nschedule: {every: 10ms}\n", "2:19: 'every': '10ms' is shorter than 1s"),
        ("model: m\nschedule: {every: soon}\n", "2:19: 'every': "),
        (
            "model: m\nschedule: {calendar: '25:00'}\n",
            "2:22: 'calendar': calendar expression \"25:00\", column 1: hour 25"
        ),
        ("model: m\nschedule: {calendar: daily Nowhere/City}\n", "2:22: 'calendar': calendar expression"),
        ("model: m\nschedule: {every: 1h, catch_up: yes}\n", "2:33: 'catch_up': 'yes' is not a truth value"),
        ("model: m\nschedule: {every: 1h, evry: 2h}\n", "2:23: unknown key 'evry'; did you mean 'every'?"),
        ("model: m\ncontrol: {admins: wheel}\n", "2:11: unknown key 'admins'"),
        ("model: m\nlog: {level: loud}\n", "2:14: 'level': unknown level 'loud'"),
        ("model: m\nstate:\n", "2:1: 'state' has no value"),
    ])
    func `An error names its place and what would be right`(text: String, expected: String) throws {
        let error = #expect(throws: DiagnosticList.self) { try ConfigurationFile.parse(text, path: "c.yaml") }
        #expect(error?.lines.contains { $0.hasPrefix("c.yaml:" + expected) } == true, "\(error?.lines ?? [])")
    }

    @Test func `All errors are told at once, in the order of the file`() throws {
        let text = """
            modle: m
            schedule: {every: 1s, calendar: daily}
            log: {level: loud, colour: red}

            """
        let error = #expect(throws: DiagnosticList.self) { try ConfigurationFile.parse(text, path: "c.yaml") }
        let places = error?.diagnostics.map { "\($0.position.line):\($0.position.column)" }
        #expect(places == ["1:1", "1:1", "2:23", "3:14", "3:20"])
    }

    @Test func `A file that is not there is an error like any other`() throws {
        let error = #expect(throws: DiagnosticList.self) { try ConfigurationFile.load("/nowhere/influenced.yaml") }
        #expect(error?.lines.first?.hasPrefix("/nowhere/influenced.yaml:1:1: ") == true)
    }
}
