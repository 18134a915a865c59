//! Every kind of change, with its level and why. `docs/semver-kinds.md` is printed from this table.
//!
//! The levels are Cargo's rules applied to what `emit` prints: structs that only the crate can build, builders whose
//! setters take `self`, required parameters that are arguments, and enums that are open unless the vendor promised. A
//! change that the compiler cannot see is major if a program that worked may silently do something else, or may fail
//! where it did not; it is minor if the program goes on as before and its author should know.

use super::level::{Level, Section};

/// What is known of a kind of change, whatever it happens to.
#[derive(Clone, Copy, Debug)]
pub struct KindFacts {
    /// The kind.
    pub kind: Kind,
    /// The stable name, as reports and the documentation have it.
    pub name: &'static str,
    /// What it means for the version.
    pub level: Level,
    /// Where a changelog lists it.
    pub section: Section,
    /// What the same change is when it is undone.
    pub mirror: Kind,
    /// What it is.
    pub meaning: &'static str,
    /// What a user of the crate has to do; `nothing` if that is nothing.
    pub action: &'static str,
    /// Why it has that level.
    pub reason: &'static str,
}

/// Declares the kinds: `Kind "name" Level Section <> Mirror; meaning; action; reason`.
macro_rules! kinds {
    ($($kind:ident $name:literal $level:ident $section:ident <> $mirror:ident; $meaning:literal; $action:literal; $reason:literal.)+) => {
        /// What a change is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $meaning] $kind,)+
        }

        impl Kind {
            /// All kinds with what is known of them, in the order of the documentation.
            pub const ALL: &'static [KindFacts] = &[$(Self::$kind.facts()),+];

            /// What is known of the kind.
            #[must_use]
            pub const fn facts(self) -> KindFacts {
                match self {
                    $(Self::$kind => KindFacts {
                        kind: self,
                        name: $name,
                        level: Level::$level,
                        section: Section::$section,
                        mirror: Self::$mirror,
                        meaning: $meaning,
                        action: $action,
                        reason: $reason,
                    },)+
                }
            }
        }
    };
}

kinds! {
    ProductAdded "product-added" Minor Added <> ProductRemoved;
        "a product, with a module and a cargo feature of its own";
        "nothing";
        "code that does not name the module is not touched".
    ProductRemoved "product-removed" Major Removed <> ProductAdded;
        "a product is gone, with its module and its cargo feature";
        "stay with the release before, or call the product in another way";
        "its paths and its feature no longer exist".
    ProductRenamed "product-renamed" Major Changed <> ProductRenamed;
        "the module and the cargo feature of a product have another name";
        "use the new module, and name the new feature in Cargo.toml";
        "the old paths and the old feature no longer exist".
    FeatureAdded "feature-added" Minor Added <> FeatureRemoved;
        "a group of a product's operations has a cargo feature of its own";
        "nothing";
        "the product's feature has all groups, as before".
    FeatureRemoved "feature-removed" Major Removed <> FeatureAdded;
        "the cargo feature of a group of operations is gone";
        "name the feature of the product in Cargo.toml, or that of another group";
        "Cargo refuses a feature that does not exist".
    OperationFeatureChanged "operation-feature-changed" Major Changed <> OperationFeatureChanged;
        "an operation belongs to another cargo feature";
        "name the new feature in Cargo.toml, unless that of the product is named";
        "programs that name only the old feature no longer have it".
    OperationGrouped "operation-grouped" Minor Changed <> OperationUngrouped;
        "an operation that had the product's cargo feature alone belongs to that of a group";
        "nothing";
        "the product's feature has all groups".
    OperationUngrouped "operation-ungrouped" Major Changed <> OperationGrouped;
        "an operation is in no group any more, so that only the product's cargo feature has it";
        "name the feature of the product in Cargo.toml";
        "programs that name only the feature of the group no longer have it".
    ProductCodeChanged "product-code-changed" Minor Changed <> ProductCodeChanged;
        "the vendor's code of a product is another";
        "look where programs or dashboards compare the product of spans, metrics and errors";
        "it is in what is observed of a call, and in no type".
    ApiVersionChanged "api-version-changed" Major Changed <> ApiVersionChanged;
        "calls go to another version of the product's API";
        "read what the vendor says of the new version, and test";
        "it compiles, and every call reaches another API".
    EndpointChanged "endpoint-changed" Minor Changed <> EndpointChanged;
        "calls of a region go to another host";
        "allow the new host where outgoing connections are restricted";
        "the vendor moves hosts without notice, and the new one serves the same API".
    EndpointRuleChanged "endpoint-rule-changed" Minor Changed <> EndpointRuleChanged;
        "calls of regions without a documented host go to another host";
        "allow the new hosts where outgoing connections are restricted";
        "as for a single region".
    VpcEndpointAdded "vpc-endpoint-added" Minor Added <> VpcEndpointRemoved;
        "a region can be called from inside a virtual private cloud";
        "nothing";
        "a client could not be made before".
    VpcEndpointRemoved "vpc-endpoint-removed" Major Removed <> VpcEndpointAdded;
        "a region has no known host inside a virtual private cloud any more";
        "use the public network, or set an endpoint";
        "a client that could be made is an error now, and the compiler does not say so".

    OperationAdded "operation-added" Minor Added <> OperationRemoved;
        "an operation: a method of the client, a request and the types of its answer";
        "nothing";
        "a method of an own type takes no name from anybody".
    OperationRemoved "operation-removed" Major Removed <> OperationAdded;
        "an operation is gone, with its method, its request and its types";
        "stop calling it";
        "the method and the paths no longer exist".
    OperationReplaced "operation-replaced" Major Removed <> OperationReplaced;
        "an operation is gone, and another that is called alike, or that it named, does the same";
        "call the other operation, and use its types";
        "the method and the paths no longer exist".
    OperationRenamed "operation-renamed" Major Changed <> OperationRenamed;
        "an operation has another name in Rust, and so have its module and its own types";
        "use the new names";
        "the old names no longer exist".
    OperationWireNameChanged "operation-wire-name-changed" Major Changed <> OperationWireNameChanged;
        "a method calls another operation of the service";
        "read what the other operation does, and grant its permission";
        "it compiles, and something else happens".
    OperationRouteChanged "operation-route-changed" Minor Changed <> OperationRouteChanged;
        "requests of an operation have another HTTP method, or another path";
        "look where proxies or tests expect the old ones";
        "the code stays, and so does the operation; where it is called is a fact about the service that was fixed".
    FormFallbackAdded "form-fallback-added" Minor Added <> FormFallbackRemoved;
        "parameters that do not fit into a URL travel in a form";
        "nothing";
        "every call that was possible still is".
    FormFallbackRemoved "form-fallback-removed" Major Removed <> FormFallbackAdded;
        "parameters that do not fit into a URL no longer travel in a form";
        "keep the parameters short enough for a URL";
        "it compiles, and a large request that worked is an error".
    BodyMediaChanged "body-media-changed" Minor Changed <> BodyMediaChanged;
        "the body of a request is of another media type, or there is one where there was none";
        "nothing";
        "the code and the values stay; the form of the body is a fact about the service that was fixed".
    OperationDeprecated "operation-deprecated" Minor Deprecated <> OperationUndeprecated;
        "an operation is deprecated";
        "look for its successor";
        "code compiles with a warning; SemVer wants at least a minor release for a deprecation".
    OperationUndeprecated "operation-undeprecated" Patch Changed <> OperationDeprecated;
        "an operation is no longer deprecated";
        "nothing";
        "a warning disappears".
    RetriesStarted "retries-started" Minor Changed <> RetriesStopped;
        "calls of an operation are repeated when an answer stays away";
        "nothing, or switch retries off for the call";
        "the specification says that a repeated request has the effect of one".
    RetriesStopped "retries-stopped" Minor Changed <> RetriesStarted;
        "calls of an operation are no longer repeated";
        "handle errors whose outcome is unknown";
        "failures that were hidden reach the caller, of the kinds that every call can have; the vendor takes reading for writing and back all the time".
    OperationNowWrites "operation-now-writes" Minor Changed <> OperationNowReads;
        "an operation that was said to read writes";
        "look whether its calls are meant to change something";
        "every call does what it did, and is repeated as it was".
    OperationNowReads "operation-now-reads" Minor Changed <> OperationNowWrites;
        "an operation that was said to write only reads";
        "nothing";
        "every call does what it did, and its author took it for more".
    TokenAdded "token-added" Minor Changed <> TokenRemoved;
        "an idempotency token is filled in when the caller gives none";
        "nothing";
        "the request carries a random token more".
    TokenRemoved "token-removed" Minor Changed <> TokenAdded;
        "an idempotency token is no longer filled in";
        "give a token where repetitions of your own must not count twice";
        "the request carries a random token less".
    PermissionChanged "permission-changed" Minor Changed <> PermissionChanged;
        "the documented RAM permission of an operation is another";
        "compare the policies of the callers with it";
        "the code stays; a policy that was made from the old one may be refused, and nothing else says so".
    AnswerTypeChanged "answer-type-changed" Major Changed <> AnswerTypeChanged;
        "`send` gives another type";
        "use the new type";
        "code that names the old type or its fields no longer compiles".
    EnvelopeAdded "envelope-added" Minor Changed <> EnvelopeRemoved;
        "an answer of status 200 can be an error";
        "handle the error where a field of the answer was looked at";
        "failures that looked like answers become errors of the kind that every call can have".
    EnvelopeRemoved "envelope-removed" Major Changed <> EnvelopeAdded;
        "a failure inside an answer of status 200 is no longer an error";
        "look at the answer itself";
        "it compiles, and failures look like answers".
    EnvelopeChanged "envelope-changed" Minor Changed <> EnvelopeChanged;
        "other fields of an answer of status 200 say that it is an error";
        "nothing";
        "the errors stay errors; where they are found has changed".
    PagingAdded "paging-added" Minor Added <> PagingRemoved;
        "an operation lists all pages: `pages()` and `items()`";
        "nothing";
        "methods and an implementation of `Paged` are new".
    PagingRemoved "paging-removed" Major Removed <> PagingAdded;
        "`pages()` and `items()` of an operation are gone";
        "ask for each page";
        "the methods and the implementation of `Paged` no longer exist".
    PagingStyleChanged "paging-style-changed" Major Changed <> PagingStyleChanged;
        "pages are asked for by token instead of by number, or the other way round";
        "continue lists by what `next_page()` gives now";
        "it compiles, and a program that continues a list by the number of a page finds none".
    PagedListChanged "paged-list-changed" Major Changed <> PagedListChanged;
        "`items()` gives the items of another list";
        "use the items of the new list";
        "the type of an item, or at least what it is, is another".
    PagingFieldsChanged "paging-fields-changed" Minor Changed <> PagingFieldsChanged;
        "pages are asked for or counted by other parameters or fields";
        "look where a program sets a page by hand";
        "`pages()` and `items()` give the same items".
    FirstPageChanged "first-page-changed" Minor Changed <> FirstPageChanged;
        "the first page of a list has another number";
        "look where a program sets a page by hand";
        "lists begin where the service does; what a program sets is sent as before".

    ParameterAdded "parameter-added" Minor Added <> ParameterRemoved;
        "a setter of a request";
        "nothing";
        "a method of an own type takes no name from anybody".
    ParameterRemoved "parameter-removed" Major Removed <> ParameterAdded;
        "a setter of a request is gone";
        "stop setting it";
        "the method no longer exists".
    RequiredParameterAdded "required-parameter-added" Major Added <> RequiredParameterRemoved;
        "the method of an operation takes an argument more";
        "give the argument";
        "calls with the old number of arguments no longer compile".
    RequiredParameterRemoved "required-parameter-removed" Major Removed <> RequiredParameterAdded;
        "the method of an operation takes an argument less";
        "leave the argument out";
        "calls with the old number of arguments no longer compile".
    ParameterRenamed "parameter-renamed" Major Changed <> ParameterRenamed;
        "a setter and its getter, or a constructor of a choice, have another name";
        "use the new name";
        "the old name no longer exists".
    ArgumentRenamed "argument-renamed" Major Changed <> ArgumentRenamed;
        "an argument has another name, and so has the method that reads it back";
        "use the new name where a request is read back";
        "Rust has no named arguments, but the old getter no longer exists".
    ParameterTypeChanged "parameter-type-changed" Major Changed <> ParameterTypeChanged;
        "a setter or a method takes an argument of another type";
        "give a value of the new type";
        "an argument of the old type no longer compiles, or converts only in some of its spellings".
    ParameterNowRequired "parameter-now-required" Major Changed <> ParameterNoLongerRequired;
        "a setter is gone, and the method takes its value as an argument";
        "give the value as an argument";
        "neither the setter nor a call without the argument compiles".
    ParameterNoLongerRequired "parameter-no-longer-required" Major Changed <> ParameterNowRequired;
        "an argument of the method became a setter";
        "set the value with the setter";
        "a call with the old argument no longer compiles".
    ParameterNeeded "parameter-needed" Minor Changed <> ParameterNotNeeded;
        "the service has come to require a parameter that stays a setter";
        "set it";
        "the code stays, and what happens without the value is between the program and the service, as before".
    ParameterNotNeeded "parameter-not-needed" Patch Changed <> ParameterNeeded;
        "the service no longer requires a parameter that is a setter";
        "nothing";
        "every call that was possible still is".
    ArgumentsReordered "arguments-reordered" Major Changed <> ArgumentsReordered;
        "the arguments of a method come in another order";
        "exchange the arguments";
        "values of one type change places silently, values of several types no longer compile".
    ParameterDeprecated "parameter-deprecated" Minor Deprecated <> ParameterUndeprecated;
        "a setter is deprecated";
        "stop setting it";
        "code compiles with a warning; SemVer wants at least a minor release for a deprecation".
    ParameterUndeprecated "parameter-undeprecated" Patch Changed <> ParameterDeprecated;
        "a setter is no longer deprecated";
        "nothing";
        "a warning disappears".
    LimitsTightened "limits-tightened" Major Changed <> LimitsLoosened;
        "a value that was sent is now refused before anything is sent";
        "keep to the new limits";
        "it compiles, and a call that worked is an error".
    ValueHidden "value-hidden" Patch Changed <> ValueShown;
        "`Debug` output and errors no longer show a value";
        "nothing";
        "what they show is no promise".
    ValueShown "value-shown" Minor Changed <> ValueHidden;
        "`Debug` output and errors show a value that they hid";
        "look where requests, answers and errors are logged";
        "the code stays, and logs may have what they had not".
    LimitsLoosened "limits-loosened" Minor Changed <> LimitsTightened;
        "a value that was refused is now sent";
        "nothing";
        "every call that was possible still is".
    LimitsChanged "limits-changed" Major Changed <> LimitsChanged;
        "some values that were sent are refused, and some that were refused are sent";
        "keep to the new limits";
        "as for tightened limits".
    DefaultChanged "default-changed" Minor Changed <> DefaultChanged;
        "what the service is documented to assume without the parameter is another";
        "set the parameter where the value matters";
        "the crate sends no defaults, so the code stays; what a program leaves out means something else".
    UnitChanged "unit-changed" Major Changed <> UnitChanged;
        "the figures of a parameter or a field are in another unit";
        "convert what is given or used";
        "it compiles, and every figure means another amount".
    ParameterWireNameChanged "parameter-wire-name-changed" Minor Changed <> ParameterWireNameChanged;
        "a value is sent under another name";
        "nothing";
        "the code stays; the name is a fact about the service that was fixed".
    ParameterPlaceChanged "parameter-place-changed" Minor Changed <> ParameterPlaceChanged;
        "a value is sent in another place: the path, the query, a header, the host or the body";
        "look where URLs and headers are logged";
        "the code stays; the place is a fact about the service that was fixed".
    WildcardAdded "wildcard-added" Minor Changed <> WildcardRemoved;
        "slashes in a value divide the path";
        "look where a value has slashes";
        "a value without slashes is sent as before, and the service takes one with slashes for a path".
    WildcardRemoved "wildcard-removed" Major Changed <> WildcardAdded;
        "slashes in a value no longer divide the path";
        "give a value that is one part of the path";
        "it compiles, and a value with slashes names something else".
    ParameterWireFormChanged "parameter-wire-form-changed" Minor Changed <> ParameterWireFormChanged;
        "a value is sent in another form";
        "nothing";
        "the code and the meaning of the value stay; the form is a fact about the service that was fixed".
    ChoiceAdded "choice-added" Major Changed <> ChoiceRemoved;
        "the method takes one of several parameters as an argument, which is an enum";
        "give the argument instead of setting the parameters";
        "the setters are gone, and a call without the argument no longer compiles".
    ChoiceRemoved "choice-removed" Major Changed <> ChoiceAdded;
        "the argument that is one of several parameters is gone, and its enum with it";
        "set the parameters with their setters";
        "the enum is gone, and a call with the argument no longer compiles".
    ChoiceRenamed "choice-renamed" Major Changed <> ChoiceRenamed;
        "the enum of an argument that is one of several parameters has another name";
        "use the new name";
        "the old name no longer exists".
    ChoiceVariantAdded "choice-variant-added" Major Changed <> ChoiceVariantRemoved;
        "an argument that is one of several parameters can be one parameter more";
        "match the new variant";
        "the enum lists all there is, so that a `match` need not have a wildcard".
    ChoiceVariantRemoved "choice-variant-removed" Major Changed <> ChoiceVariantAdded;
        "an argument that is one of several parameters can no longer be one of them";
        "give another variant";
        "the variant and its constructor no longer exist".
    ChoiceVariantRenamed "choice-variant-renamed" Major Changed <> ChoiceVariantRenamed;
        "a variant of an argument that is one of several parameters has another name";
        "use the new name";
        "the old name no longer exists".

    TypeAdded "type-added" Minor Added <> TypeRemoved;
        "a type that nothing uses yet";
        "nothing";
        "code that does not name it is not touched".
    TypeRemoved "type-removed" Major Removed <> TypeAdded;
        "a type that nothing used is gone";
        "stop naming it";
        "its path no longer exists".
    TypeRenamed "type-renamed" Major Changed <> TypeRenamed;
        "a type has another name";
        "use the new name";
        "the old name no longer exists".
    TypeMoved "type-moved" Major Changed <> TypeMoved;
        "a type is in another module, because it became shared or is no longer";
        "import it from its new path";
        "the old path no longer exists".
    TypeReplaced "type-replaced" Major Changed <> TypeReplaced;
        "a type has the place of another wherever one of them was used";
        "use the new type";
        "the fields and setters that had the old type have another".
    TypeKindChanged "type-kind-changed" Major Changed <> TypeKindChanged;
        "a struct became an enum, or the other way round";
        "use the new type";
        "fields or variants no longer exist".
    SettersAdded "setters-added" Minor Added <> SettersRemoved;
        "a struct can be made for a request: `new` and a setter for each field";
        "nothing";
        "methods are new".
    SettersRemoved "setters-removed" Major Removed <> SettersAdded;
        "a struct is no longer made for requests; `new` and its setters are gone";
        "make the value with `Default`, and assign its fields";
        "the methods no longer exist".
    FieldAdded "field-added" Minor Added <> FieldRemoved;
        "a field of a struct";
        "nothing";
        "structs are `#[non_exhaustive]`: nobody else builds or takes them apart field by field".
    FieldRemoved "field-removed" Major Removed <> FieldAdded;
        "a field of a struct is gone";
        "stop using it";
        "the field no longer exists".
    FieldRenamed "field-renamed" Major Changed <> FieldRenamed;
        "a field of a struct has another name in Rust";
        "use the new name";
        "the old name no longer exists".
    FieldTypeChanged "field-type-changed" Major Changed <> FieldTypeChanged;
        "a field of a struct has another type";
        "use the value as the new type";
        "fields are public, so their types are".
    FieldRespelled "field-respelled" Minor Changed <> FieldRespelled;
        "a field travels in other capitals";
        "look where serialized values are read by others";
        "the name in Rust stays, and decoding reads both spellings; the old one is a departure".
    ListWrapped "list-wrapped" Minor Changed <> ListUnwrapped;
        "a list travels inside of an object";
        "look where serialized values are read by others";
        "the type stays, and decoding reads both forms; the old one is a departure".
    ListUnwrapped "list-unwrapped" Minor Changed <> ListWrapped;
        "a list no longer travels inside of an object";
        "look where serialized values are read by others";
        "the type stays, and decoding reads both forms of a list of objects; of other lists, what an older release serialized is not read".
    FieldWireNameChanged "field-wire-name-changed" Major Changed <> FieldWireNameChanged;
        "a field is read and written under another name";
        "convert what was serialized with the release before";
        "it compiles, and the field of a stored value is silently absent".
    FieldWireFormChanged "field-wire-form-changed" Minor Changed <> FieldWireFormChanged;
        "a field is written in another form, and read in both";
        "look where serialized values are read by others";
        "decoding converts between the two without loss; the old one is a departure".
    FieldUnitChanged "field-unit-changed" Major Changed <> FieldUnitChanged;
        "a field travels in another unit or notation, and the old one is no longer understood as it was";
        "convert what was serialized with the release before";
        "it compiles, and a stored value may silently be another".
    FieldNowPromised "field-now-promised" Minor Changed <> FieldNoLongerPromised;
        "an answer without the field departs from the specification";
        "expect an error without the field in strict mode";
        "the type stays an `Option`; only strict mode and reports of departures see it".
    FieldNoLongerPromised "field-no-longer-promised" Patch Changed <> FieldNowPromised;
        "an answer without the field no longer departs from the specification";
        "nothing";
        "the type stays; a departure disappears".
    FieldNowNullable "field-now-nullable" Patch Changed <> FieldNoLongerNullable;
        "null in the field no longer departs from the specification";
        "nothing";
        "the type stays; a departure disappears".
    FieldNoLongerNullable "field-no-longer-nullable" Minor Changed <> FieldNowNullable;
        "null in the field departs from the specification";
        "expect an error for null in strict mode";
        "the type stays an `Option`; only strict mode and reports of departures see it".
    FieldDeprecated "field-deprecated" Minor Deprecated <> FieldUndeprecated;
        "a field is deprecated";
        "stop using it";
        "only the documentation says so; SemVer wants at least a minor release for a deprecation".
    FieldUndeprecated "field-undeprecated" Patch Changed <> FieldDeprecated;
        "a field is no longer deprecated";
        "nothing";
        "only the documentation changes".

    ValueAdded "value-added" Minor Added <> ValueRemoved;
        "a value of an open enum";
        "look where the value was found in `Unknown`";
        "the enum is `#[non_exhaustive]`, so that a `match` has a wildcard".
    ValueRemoved "value-removed" Major Removed <> ValueAdded;
        "a value of an open enum is gone";
        "compare `as_str()` or `as_i64()` where the value still matters";
        "the variant no longer exists".
    ClosedValueAdded "closed-value-added" Major Added <> ClosedValueRemoved;
        "a value of a closed enum";
        "match the new variant";
        "the enum promises to list all there is, so that a `match` need not have a wildcard".
    ClosedValueRemoved "closed-value-removed" Major Removed <> ClosedValueAdded;
        "a value of a closed enum is gone";
        "remove the variant from the code";
        "the variant no longer exists, and the value is an error".
    ValueRenamed "value-renamed" Major Changed <> ValueRenamed;
        "a variant of an enum has another name";
        "use the new name";
        "the old name no longer exists".
    ValueWireChanged "value-wire-changed" Major Changed <> ValueWireChanged;
        "a variant of an enum stands for another value on the wire";
        "look where values are compared or stored as text or numbers";
        "it compiles, and a stored or compared value silently is another".
    ValuesReordered "values-reordered" Major Changed <> ValuesReordered;
        "the variants of an enum come in another order";
        "look where values are compared with `<`, sorted, or kept in an ordered set";
        "the enum is `Ord` in the order of its variants".
    EnumClosed "enum-closed" Major Changed <> EnumOpened;
        "an open enum became a closed one";
        "convert with `TryFrom`, and remove `Unknown` from the code";
        "the variant `Unknown` and the infallible conversions are gone".
    EnumOpened "enum-opened" Major Changed <> EnumClosed;
        "a closed enum became an open one";
        "convert with `From`, and add a wildcard to each `match`";
        "a `match` needs a wildcard, and `FromStr` is gone".
    EnumWireTypeChanged "enum-wire-type-changed" Major Changed <> EnumWireTypeChanged;
        "the values of an enum are integers instead of texts, or the other way round";
        "use `as_i64` instead of `as_str`, or the other way round";
        "the old method and the old conversions are gone".
    CaseIgnored "case-ignored" Minor Changed <> CaseMinded;
        "values of an enum are recognised in any letter case";
        "nothing";
        "texts that were `Unknown` become values".
    CaseMinded "case-minded" Major Changed <> CaseIgnored;
        "values of an enum are recognised in their one spelling only";
        "look where values are made from texts";
        "it compiles, and texts that were values become `Unknown`".

    FinalValuesAdded "final-values-added" Minor Added <> FinalValuesRemoved;
        "an enum says which of its values are final: `is_final` and `Status`";
        "nothing";
        "a method and an implementation are new".
    FinalValuesRemoved "final-values-removed" Major Removed <> FinalValuesAdded;
        "an enum no longer says which of its values are final";
        "compare the values that end the waiting";
        "the method and the implementation of `Status` no longer exist".
    ValueNowFinal "value-now-final" Minor Changed <> ValueNoLongerFinal;
        "a value of an enum became a final one";
        "look at what the program does when waiting ends with it";
        "waiting ends that would have gone on until it gave up".
    ValueNoLongerFinal "value-no-longer-final" Major Changed <> ValueNowFinal;
        "a value of an enum is no longer a final one";
        "expect longer waiting, or compare the value itself";
        "it compiles, and waiting that ended goes on".

    ErrorCodeAdded "error-code-added" Minor Added <> ErrorCodeRemoved;
        "a documented error code";
        "look where the code was found in `Unknown`";
        "the enum is `#[non_exhaustive]`, so that a `match` has a wildcard".
    ErrorCodeRemoved "error-code-removed" Minor Changed <> ErrorCodeAdded;
        "an error code is no longer documented";
        "look whether the service still gives the code";
        "the variant stays: `keep` puts the code under `x-former-error-codes`, and `generate` writes nothing until it is there, or left out on purpose".
    FormerErrorCodeListed "former-error-code-listed" Minor Added <> FormerErrorCodeDropped;
        "an error code that is not documented any more has a variant";
        "look where the code was found in `Unknown`";
        "the enum is `#[non_exhaustive]`, so that a `match` has a wildcard".
    FormerErrorCodeDropped "former-error-code-dropped" Major Removed <> FormerErrorCodeListed;
        "the variant of an error code that was not documented any more is gone";
        "compare `code()` of the error where it still matters";
        "the variant no longer exists".
    ErrorCodeRenamed "error-code-renamed" Major Changed <> ErrorCodeRenamed;
        "the variant of an error code has another name";
        "use the new name";
        "the old name no longer exists".
    ErrorStatusChanged "error-status-changed" Patch Changed <> ErrorStatusChanged;
        "the documented HTTP status of an error code is another";
        "nothing";
        "an error has the status that the service sent".
    OperationErrorCodesChanged "operation-error-codes-changed" Patch Changed <> OperationErrorCodesChanged;
        "an operation is documented to give other error codes";
        "nothing";
        "the enum belongs to the product; only the documentation of the operation lists them".

    FakeCloudChanged "fake-cloud-changed" Patch Changed <> FakeCloudChanged;
        "the fake cloud answers or checks an operation in another way";
        "look at tests that expect certain values of the fake cloud";
        "it stands in for the service in tests only".
    OrderChanged "order-changed" Patch Changed <> OrderChanged;
        "things come in another order in the documentation, in `Debug` output and in what is serialized";
        "nothing";
        "no order is promised there".
    DocumentationChanged "documentation-changed" Patch Changed <> DocumentationChanged;
        "the documentation says something else";
        "nothing";
        "no code has to change".
}
