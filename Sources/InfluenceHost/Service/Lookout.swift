import InfluenceModel
import InfluenceServer
import InfluenceStore
import Logging

/// Looks once a minute at what others may take away, or break, while nobody who asks comes to know of it: the socket's file,
/// and the way from the log to the database.
struct Lookout: Service {
    /// What a look finds.
    struct Findings: Sendable, Equatable {
        var socket = SocketFinding.inPlace
        /// See ``Store/copyFault``.
        var copyFault: StoreError?
    }

    let clock: any WallClock
    let log: Logger
    let look: @Sendable () async -> Findings

    /// In seconds.
    private static let pause = 60

    func run(until stop: StopRequest) async {
        let wakeup = Wakeup()
        stop.whenMade { wakeup.end() }
        var told = Findings()
        while true {
            await wakeup.sleep(until: clock.now().adding(seconds: Self.pause), clock: clock)
            if wakeup.isEnded { return }
            let found = await look()
            tellSocket(found.socket, after: told.socket)
            tellFault(found.copyFault, after: told.copyFault)
            told = found
        }
    }

    private func tellSocket(_ found: SocketFinding, after told: SocketFinding) {
        switch found {
        case .inPlace:
            if case .lost(let path, _) = told { log.notice("the socket \(path) is found again") }
        case .madeAnew(let path):
            log.warning("the socket \(path) was moved, removed or replaced: it was made anew")
        case .lost(let path, let reason):
            // As long as it lasts, once.
            if found == told { return }
            log.error(
                "the socket \(path) was moved, removed or replaced: nobody can connect",
                metadata: ["reason": "\(reason)"]
            )
        }
    }

    private func tellFault(_ found: StoreError?, after told: StoreError?) {
        if let found, found != told {
            log.error(
                "what is stored stays in the log of the database, and cannot be copied into it",
                metadata: ["error": "\(found)"]
            )
        } else if found == nil, told != nil {
            log.notice("the log of the database is copied into it again")
        }
    }
}
