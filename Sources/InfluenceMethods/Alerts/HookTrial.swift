/// What came of trying a hook.
package struct HookTrial: Sendable {
    let isDelivered: Bool
    /// Of a program its exit status, of the others the HTTP status of the answer; `nil` where it did not come to that.
    let status: Int32?
    let error: String?
    let output: String
    let seconds: Double

    package init(isDelivered: Bool, status: Int32?, error: String?, output: String, seconds: Double) {
        self.isDelivered = isDelivered
        self.status = status
        self.error = error
        self.output = output
        self.seconds = seconds
    }
}
