//! Overlays: corrections that are applied to a document whenever it is read.

super::rules! {
    OVERLAY_WITHOUT_TARGET = "overlay-without-target", Error, Overlay {
        summary: "an action of an overlay whose target is not there, or a description of a name that nothing has",
        why: "What it corrected is gone from the document, or was renamed, so the correction is lost. See what became of it, and \
              change the target or remove the action.",
        example: "
- target: $.paths['/GetThings'].post
+ target: $.paths['/GetThing'].post
  update: {tags: [things]}",
    }
    OVERLAY_WITHOUT_EFFECT = "overlay-without-effect", Error, Overlay {
        summary: "an action or a description of an overlay that changes nothing",
        why: "The document says it already, most likely since a newer import. An overlay holds what people know better, and nothing \
              else.",
        example: "
  target: $.paths['/GetThing'].post
- update: {operationId: GetThing}
+ update: {tags: [things]}",
    }
    INVALID_TARGET = "invalid-target", Error, Overlay {
        summary: "a target that is no JSONPath (RFC 9535)",
        why: "Which part of the document was meant cannot be told. Names with other characters than letters, digits and `_` are \
              quoted in brackets.",
        example: "
- target: $.paths./GetThing.post
+ target: $.paths['/GetThing'].post
  update: {tags: [things]}",
    }
    INVALID_OVERLAY_ACTION = "invalid-overlay-action", Error, Overlay {
        summary: "an action that cannot be done to its target",
        why: "An action has either `update` or `remove: true`. A map takes a map, a list takes entries, and the document \
              itself cannot be removed.",
        example: "
  target: $.paths['/GetThing'].post
- update: things
+ update: {tags: [things]}",
    }
}
