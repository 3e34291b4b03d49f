/// `1 run`, `2 runs`.
/// - Parameter plural: where it is more than an `s` behind.
package func counted(_ count: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
