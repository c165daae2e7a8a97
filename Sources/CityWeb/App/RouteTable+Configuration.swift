import CityDomain

extension RouteTable {
    /// The settings of the town, their history, and the way back.
    static let ofConfiguration = lines(
        .right(.configureTown),
        """
        GET office/settings
        POST office/settings/import
        POST office/settings/import/save
        GET office/settings/categories
        GET office/settings/categories/new
        POST office/settings/categories/new
        GET office/settings/categories/:category
        POST office/settings/categories/:category
        POST office/settings/categories/:category/move
        POST office/settings/categories/:category/remove
        GET office/settings/brand
        POST office/settings/brand
        GET office/settings/brand/preview.css
        GET office/settings/modules
        POST office/settings/modules
        GET office/settings/terms
        POST office/settings/terms
        GET office/settings/regulation
        POST office/settings/regulation
        GET office/settings/units
        POST office/settings/units
        GET office/settings/rules
        POST office/settings/rules
        GET office/settings/routing
        POST office/settings/routing
        GET office/settings/privacy
        POST office/settings/privacy
        GET office/settings/imprint
        POST office/settings/imprint
        GET office/settings/accessibility
        POST office/settings/accessibility
        GET office/settings/words
        POST office/settings/words
        GET office/settings/:revision
        GET office/settings/:revision/file
        GET office/settings/:revision/restore
        POST office/settings/:revision/restore
        """
    )
}
