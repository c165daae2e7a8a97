public import CityKit

/// Who acts for the office: a person, or a program that the office gave a key for it.
public enum Officer: Sendable, Hashable {
    case staff(ID<Staff>)
    case program(ID<APIKey>)
}
