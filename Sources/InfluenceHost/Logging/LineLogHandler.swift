package import Logging

/// A log handler of swift-log that prints lines to a ``LogStream``. Install it once, at the very start:
/// ```swift
/// let stream = LogStream.standardError(environment: environment, now: now)
/// LoggingSystem.bootstrap { LineLogHandler(label: $0, stream: stream, threshold: threshold) }
/// ```
package struct LineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    /// That of all loggers, unless this one was given its own.
    package var logLevel: Logger.Level {
        get { own ?? threshold.level }
        set { own = newValue }
    }

    private var own: Logger.Level?
    private let threshold: LogThreshold
    private let label: String
    private let stream: LogStream

    /// - Parameters:
    ///   - label: the part of the daemon that speaks, in front of each message: `run`.
    ///   - threshold: the least severe that is printed.
    package init(label: String, stream: LogStream, threshold: LogThreshold) {
        self.label = label
        self.stream = stream
        self.threshold = threshold
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
