/// The option `truncate` of methods that bring values onto a range: whether those beyond its ends have the scores of the
/// ends. Of what is compared with others only a baseline leaves values beyond.
package enum Truncation {
    package static let option = MethodForm.Option("truncate", .flag)

    static func isGiven(_ given: MethodArguments) -> Bool { given.flag(option.name, usual: true) }

    /// What a method's text says of it.
    static func text(_ truncate: Bool) -> String { truncate ? "" : " without truncation" }
}
