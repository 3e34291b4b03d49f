/// A method that a model file can name: what all kinds of methods have in common.
package protocol WrittenMethod: Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Rises with every change that gives other figures for the same values. Usual: 1.
    static var edition: Int { get }
    static var form: MethodForm { get }

    /// - Throws: what is wrong with the values of ``form`` together.
    init(_ given: MethodArguments) throws(MethodProblem)
}

extension WrittenMethod {
    package static var edition: Int { 1 }
}

/// What is wrong with the values of a method together.
package struct MethodProblem: Error, Hashable, Sendable {
    package let message: String
    /// The option that is wrong; `nil`: the argument.
    package let option: String?

    package init(_ message: String, at option: String? = nil) {
        self.message = message
        self.option = option
    }
}
