import Glibc

/// A thread for work that blocks: those of Swift's pool are as few as processors, and not to be kept waiting.
package enum BlockingThread {
    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Runs `body` on a thread of its own, which ends with it.
    /// - Parameters:
    ///   - name: for debuggers and `top -H`; the kernel keeps 15 bytes.
    ///   - stackBytes: `nil` for what the system gives.
    /// - Returns: `false` where no thread can be made; `body` is not called then.
    package static func start(
        named name: String,
        stackBytes: Int? = nil,
        _ body: @escaping @Sendable () -> Void
    ) -> Bool {
        let work = Unmanaged.passRetained(
            Work {
                setName(name)
                body()
            }
        )
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        if let stackBytes { pthread_attr_setstacksize(&attributes, stackBytes) }
        let error = pthread_create(
            &thread,
            &attributes,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            work.toOpaque()
        )
        guard error == 0 else {
            work.release()
            return false
        }
        return true
    }

    /// As ``start(named:stackBytes:_:)``, trying again for a tenth of a second where the system has no thread to give.
    package static func startPatiently(named name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        for _ in 0..<20 {
            if start(named: name, body) { return true }
            usleep(5_000)
        }
        return start(named: name, body)
    }

    /// The calling thread's, as pthread_setname_np(3) does it, which the Glibc module does not show.
    private static func setName(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(name.utf8.prefix(15))
        _ = write(file, bytes, bytes.count)
        close(file)
    }
}
