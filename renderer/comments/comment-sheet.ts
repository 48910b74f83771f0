// Shows in the text which words open comments are about: one style sheet for the window, so that no editor has to be redrawn.
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

const selectorOf = (id: string): string => `.scene-editor [data-comment="${CSS.escape(id)}"]`

/** @param ids of the threads to be seen. @param activeId the one that is looked at. */
export const paintComments = (ids: readonly string[], activeId: string | null): void => {
  const rules = [
    ids.length === 0
      ? ''
      : `${ids.map(selectorOf).join(',')}{background:var(--comment);border-bottom:1.5px solid var(--comment-line)}`,
    activeId === null || !ids.includes(activeId)
      ? ''
      : `${selectorOf(activeId)}{background:var(--comment-active)}`,
  ]
  sheet.replaceSync(rules.join('\n'))
}
