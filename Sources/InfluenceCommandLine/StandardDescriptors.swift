import Glibc

/// The descriptors 0 to 2.
package enum StandardDescriptors {
    /// Takes those that whoever started the process has closed: else the next file or socket that is opened becomes one of
    /// them, and what is printed goes there. As before, nothing can be written to them.
    package static func hold() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest one that is free.
            _ = open("/dev/null", O_RDONLY)
        }
    }
}
