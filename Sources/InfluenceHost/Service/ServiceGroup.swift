/// A part of the daemon.
package protocol Service: Sendable {
    /// Runs until `stop` is made. Whoever returns or throws before ends the whole group.
    func run(until stop: StopRequest) async throws
}

/// Parts that run side by side, and stop one after the other.
package struct ServiceGroup: Sendable {
    private let services: [any Service]

    /// - Parameter services: in the order in which they are started. The last is the first that is to stop; each of the
    ///   others when all after it have ended.
    package init(_ services: [any Service]) {
        self.services = services
    }

    /// Returns when every part has ended: after `stop` was made, or after one of them ended by itself, which makes it.
    /// - Throws: what the first of those threw; ``EndedByItself`` where it returned.
    package func run(until stop: StopRequest) async throws {
        let failure = await withTaskGroup(of: Ending.self) { tasks -> (any Error)? in
            tasks.addTask {
                await stop.wait()
                return .asked
            }
            let requests = services.map { _ in StopRequest() }
            for (number, service) in services.enumerated() {
                tasks.addTask {
                    do {
                        try await service.run(until: requests[number])
                        return .ended(number, nil)
                    } catch {
                        return .ended(number, error)
                    }
                }
            }
            var running = Set(services.indices)
            var isStopping = false
            var failure: (any Error)?
            while let ending = await tasks.next() {
                if case .ended(let number, let error) = ending {
                    running.remove(number)
                    if !isStopping { failure = error ?? EndedByItself(service: "\(type(of: services[number]))") }
                    stop.make()
                }
                isStopping = true
                if let next = running.max() { requests[next].make() }
            }
            return failure
        }
        if let failure { throw failure }
    }

    private enum Ending: Sendable {
        case asked
        case ended(Int, (any Error)?)
    }

    /// A part returned that nobody had asked to stop.
    package struct EndedByItself: Error, CustomStringConvertible {
        package let service: String
        package var description: String { "\(service) ended by itself" }
    }
}
