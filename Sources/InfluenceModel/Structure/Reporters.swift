/// Who reports what is read, in order of preference: closed lists.
package struct Reporters: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// In countries without a list of their own.
    package let usual: [String]
    package let byCountry: [CountryID: [String]]

    package init(_ usual: [String], byCountry: [CountryID: [String]] = [:]) {
        self.usual = usual
        self.byCountry = byCountry
    }

    package init(arrayLiteral elements: String...) {
        self.init(elements)
    }

    /// - Parameter country: `nil` for what is about powers alone.
    package subscript(country: CountryID?) -> [String] {
        country.flatMap { byCountry[$0] } ?? usual
    }
}
