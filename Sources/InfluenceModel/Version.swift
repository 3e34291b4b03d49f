/// The version of the whole project: daemon and client are released together.
package enum Version {
    package static let text = "0.2.0"
}
