/// One power in one country.
package struct Dyad: Hashable, Sendable {
    package let power: PowerID
    package let country: CountryID

    package init(power: PowerID, country: CountryID) {
        self.power = power
        self.country = country
    }
}
