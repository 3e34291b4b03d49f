package import Logging

/// A log handler of swift-log that prints lines to a ``LogStream``. Install it once, at the very start:
/// ```swift
/// let stream = LogStream.standardError(environment: environment, now: now)
/// LoggingSystem.bootstrap { LineLogHandler(label: $0, stream: stream, level: .info) }
/// ```
package struct LineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level

    private let label: String
    private let stream: LogStream

    /// - Parameters:
    ///   - label: the part of the daemon that speaks, in front of each message: `run`.
    ///   - level: the least severe that is printed.
    package init(label: String, stream: LogStream, level: Logger.Level) {
        self.label = label
        self.stream = stream
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        fields.merge(metadataProvider?.get() ?? [:]) { _, new in new }
        fields.merge(event.metadata ?? [:]) { _, new in new }
        if let error = event.error { fields["error"] = .string("\(error)") }
        stream.write(
            LogLine.format(
                style: stream.style,
                time: stream.now(),
                label: label,
                level: event.level,
                message: event.message.description,
                metadata: fields
            )
        )
    }
}
