// The Markdown that Arcwright writes, where CommonMark leaves a choice, so that its own files come back exactly.

/** Value of `generator` in the front matter; files that carry it use the fixed meanings below. */
export const MARKDOWN_GENERATOR = 'Arcwright'

/** Heading depths: `#` part, `##` chapter, `###` scene title; headings inside a scene are one to three below. */
export const HEADING_DEPTH = { part: 1, chapter: 2, scene: 3 } as const

/** Between two scenes without titles, and inside one scene. Other files mean a new scene by either. */
export const RULE_BETWEEN_SCENES = '---'
export const RULE_INSIDE_SCENE = '***'
