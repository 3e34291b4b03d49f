import InfluenceFiles
import InfluenceModel

/// The ids of events: the same inputs give the same id, so that an evaluation that is made again after a crash finds the
/// same event. Those of one epoch of the database are none of another's: a backup that is put back counts events again from
/// where it was, and a clock that is set back shows the same times again.
enum EventID {
    static func make(_ key: AlertKey, _ sequence: Int, _ at: Instant, _ kind: String, epoch: Int) -> String {
        var hash = ContentHash()
        hash.update(UInt64(bitPattern: Int64(epoch)))
        hash.update(framed: key.rule)
        hash.update(framed: key.subject.description)
        hash.update(UInt64(bitPattern: Int64(sequence)))
        hash.update(UInt64(bitPattern: at.microseconds))
        hash.update(framed: kind)
        return String(hash.finalize().prefix(32))
    }
}
