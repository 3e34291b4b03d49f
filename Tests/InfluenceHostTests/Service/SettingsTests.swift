import Glibc
import InfluenceModel
import Logging
import Testing

@testable import InfluenceHost

/// What a reload puts in force, and what waits for a start.
@Suite struct SettingsTests {
    private func configuration(_ lines: String = "") throws -> Configuration {
        try ConfigurationFile.parse("model: m.yaml\n" + lines, path: "c.yaml")
    }

    @Test(arguments: [
        ("state: /tmp/other\n", ["state"]), ("socket: /tmp/s\n", ["socket"]),
        ("limits: {connections: 32}\n", ["limits"]), ("schedule: {every: 2h}\n", []), ("log: {level: debug}\n", []),
        ("state: /tmp/other\nsocket: /tmp/s\n", ["state", "socket"]),
    ])
    func `It is known what waits for a start, until it is taken back`(lines: String, keys: [String]) throws {
        let settings = Settings(try configuration())
        settings.configuration = try configuration(lines)
        #expect(settings.waitingForStart == keys)
        // A further reload changes nothing about it.
        settings.configuration = try configuration(lines)
        #expect(settings.waitingForStart == keys)
        settings.configuration = try configuration()
        #expect(settings.waitingForStart == [])
    }

    /// Before: a reload promised it for the next start, at which it had no effect either.
    @Test func `What systemd has made the socket by is said to have no effect, and waits for nothing`() throws {
        let settings = Settings(try configuration("control: {group: root}\n"))
        #expect(settings.withoutEffect == [])
        settings.socketIsGiven = true
        #expect(settings.withoutEffect == ["control.group"])
        settings.configuration = try configuration("control: {group: adm}\nsocket: /tmp/s\nstate: /tmp/o\n")
        #expect(settings.waitingForStart == ["state"] && settings.withoutEffect == ["control.group"])
        let other = Settings(try configuration("socket: /tmp/s\n"))
        other.socketIsGiven = true
        #expect(other.withoutEffect == ["socket"])
    }

    @Test func `Administrators are those of the group in force`() throws {
        let settings = Settings(try configuration("control: {admin_group: root}\n"))
        #expect(settings.adminGroup == 0)
        settings.configuration = try configuration()
        #expect(settings.adminGroup == nil)
        settings.configuration = try configuration("control: {admin_group: root}\n")
        #expect(settings.adminGroup == 0 && settings.waitingForStart == [])
    }

    @Test func `The level of the log is that in force, for loggers that are there already`() async throws {
        let pipe = try LogPipe()
        let settings = Settings(try configuration())
        let logger = Logger(label: "x") {
            LineLogHandler(label: $0, stream: pipe.stream(.journal), threshold: settings.logLevel)
        }
        logger.debug("one")
        settings.configuration = try configuration("log: {level: debug}\n")
        logger.debug("two")
        settings.configuration = try configuration("log: {level: error}\n")
        logger.warning("three")
        logger.error("four")
        #expect(await pipe.nextLine() == "<7>x: two")
        #expect(await pipe.nextLine() == "<3>x: four")
    }
}
