// Which commands may run on a project that is open to read only: those that look, find, show and export. A command that
// is not named here changes something, so that a new one is refused until somebody has thought about it.
const LOOKING: ReadonlySet<string> = new Set([
  'app.newProject',
  'app.openProject',
  'app.openSample',
  'app.closeProject',
  'app.palette',
  'app.toggle-binder',
  'app.toggle-side',
  'app.toggle-timeline',
  'app.shortcuts',
  'app.tour',
  'app.about',
  'binder.page',
  'binder.cards',
  'binder.outline',
  'binder.trash',
  'binder.expandAll',
  'binder.collapseAll',
  'goals.open',
  'search.open',
  'history.open',
  'history.compareNewest',
  'history.origins',
  'history.provenance',
  'manuscript.find',
  'manuscript.toggleView',
  'manuscript.focusMode',
  'manuscript.typewriter',
  'manuscript.readAloud',
  'manuscript.pauseReading',
  'manuscript.stopReading',
  'manuscript.nextScene',
  'manuscript.previousScene',
  'manuscript.export',
  'comments.next',
  'comments.previous',
  'dialogue.open',
  'dialogue.play',
  'life.open',
  'privacy.open',
  'timeline.turns',
  'timeline.report',
  'timeline.exportSvg',
  'timeline.exportPng',
])

/** Whole features that only look, by how their ids begin. */
const LOOKING_FEATURES = ['settings.', 'safety.', 'app.side-']

export const runsReadOnly = (id: string): boolean =>
  LOOKING.has(id) || LOOKING_FEATURES.some((feature) => id.startsWith(feature))
