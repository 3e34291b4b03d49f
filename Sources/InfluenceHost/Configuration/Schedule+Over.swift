import InfluenceFiles
import InfluenceModel
import InfluenceSchedule

extension Schedule {
    /// A calendar whose last time has been would leave the index as it is for ever, without a word.
    /// - Parameter file: the configuration that it stands in.
    /// - Throws: where it never comes again, with the place.
    func refuseIfOver(at now: Instant, in file: String) throws(DiagnosticList) {
        guard timing.following(now, count: 1).isEmpty else { return }
        let root = try? YAMLFile.parse(SourceFile.read(file), name: file)
        let position = (root?["schedule"]?.value["calendar"]?.value ?? root)?.position ?? FilePosition(file: file)
        throw DiagnosticList(
            FileDiagnostic(
                position,
                "'\(timing)' never comes again: its last time is over; '*-*-* 06:00' comes every day"
            )
        )
    }
}
