import NIOCore

/// What a connection waits for, since when, and until when.
struct ConnectionDeadline {
    enum Awaited: Equatable {
        /// The service is at work, as long as it takes.
        case nothing
        /// The client's next call.
        case call
        /// The rest of a call that has arrived in part.
        case restOfCall
        /// The client has to read replies.
        case reader
    }

    private(set) var awaited = Awaited.call
    private var since: NIODeadline

    init(at now: NIODeadline) {
        since = now
    }

    /// Time runs from when the awaited thing changed, whatever happens meanwhile: a byte now and then is not enough.
    mutating func expect(_ awaited: Awaited, at now: NIODeadline) {
        guard awaited != self.awaited else { return }
        self.awaited = awaited
        since = now
    }

    /// What was awaited has come; the same may be awaited again.
    mutating func restart(at now: NIODeadline) {
        since = now
    }

    /// `nil` where the wait is not bounded.
    func due(_ limits: Limits) -> NIODeadline? {
        switch awaited {
        case .nothing: nil
        case .call: since + TimeAmount(limits.idle)
        case .restOfCall: since + TimeAmount(limits.slowWriter)
        case .reader: since + TimeAmount(limits.slowReader)
        }
    }

    /// Why the connection is closed when the time is up.
    var dropReason: ServerEvent.DropReason? {
        switch awaited {
        case .nothing: nil
        case .call: .idle
        case .restOfCall: .slowWriter
        case .reader: .slowReader
        }
    }
}
