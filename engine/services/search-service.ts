// search.*: asks the index, finds places in a thread of their own, and replaces them as one act.
import type { Inputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { FoundPlace, SearchPiece } from '../domain/search.ts'
import { documentWords } from '../text/plain-text.ts'
import { indexedMedium } from '../store/search-repository.ts'
import { matchExpression, parseQuery, placesOf, type QueryTerm } from '../text/search/query.ts'
import { replaceInDocument, type PieceEdits } from '../text/search/replace-in-document.ts'
import { act } from './act.ts'
import type { OpenProject, ProjectChange, RequestContext } from './context.ts'
import { os, projectOf } from './os.ts'
import { snapshotBefore } from './take-snapshots.ts'
import { nodesInScope, piecesInScope, refreshIndex, type SearchScope } from './search-index.ts'

/** How often a search begins anew because the text changed under it. */
const ATTEMPTS = 4
const BEFORE = 60
const AFTER = 100

interface Span {
  readonly from: number
  readonly to: number
}

/** Some words before and after, cut between words where there are any. */
const contextOf = (text: string, places: readonly Span[]) => {
  const [first] = places
  const from = first.from <= BEFORE ? 0 : first.from - BEFORE
  const start = from === 0 ? 0 : from + Math.max(0, text.slice(from, first.from).search(/\s/u) + 1)
  const end = Math.min(text.length, Math.max(first.to, first.from + AFTER) + BEFORE)
  const cut = end === text.length ? end : Math.max(first.to, text.lastIndexOf(' ', end))
  const shown = places.filter((place) => place.to <= cut)
  const lead = start > 0 ? '…' : ''
  return {
    text: `${lead}${text.slice(start, cut)}${cut < text.length ? '…' : ''}`.replaceAll('\n', ' '),
    places: shown.map((place) => ({
      from: place.from - start + lead.length,
      to: place.to - start + lead.length,
    })),
  }
}

const placeOf = ({ nodeId, field, blockId, part }: SearchPiece, { from, to }: Span) => ({
  nodeId,
  field,
  blockId,
  part,
  from,
  to,
})

/** By medium, the latest first; in each what is said before what is seen. */
const mediaHits = (
  { store }: OpenProject,
  byNode: ReadonlyMap<string, readonly { readonly id: number }[]>,
  terms: readonly QueryTerm[],
) =>
  store.media
    .list()
    .toReversed()
    .flatMap(({ id: mediaId, name }) =>
      (byNode.get(indexedMedium(mediaId)) ?? []).flatMap(({ id }) => {
        const piece = store.search.mediaPiece(id)
        if (!piece) return []
        const places = placesOf(piece.text, terms)
        const context = contextOf(piece.text, places.length > 0 ? places : [{ from: 0, to: 0 }])
        return [{ mediaId, name, field: piece.field, atMs: piece.atMs, context }]
      }),
    )

const query = async (
  project: OpenProject,
  { query: text, within, fields, limit }: Inputs['search']['query'],
) => {
  const { search } = project.store
  await refreshIndex(project.store)
  const terms = parseQuery(text)
  if (terms.length === 0) return { total: 0, nodes: 0, hits: [], media: [], mediaTotal: 0 }
  const byNode = Map.groupBy(search.matching(matchExpression(terms)), ({ nodeId }) => nodeId)
  const nodes = nodesInScope(project.store, within).filter((id) => byNode.has(id))
  const found = nodes.flatMap((id) => byNode.get(id) ?? [])
  const wanted = fields && new Set(fields)
  const hits = []
  for (const { id } of found) {
    if (hits.length >= (limit ?? found.length)) break
    const piece = search.piece(id)
    if (!piece || (wanted && !wanted.has(piece.field))) continue
    const places = placesOf(piece.text, terms)
    // The index folds a few letters that the text does not; the piece is shown from its beginning then.
    const shown = places.length > 0 ? places : [{ from: 0, to: 0 }]
    hits.push({ ...placeOf(piece, shown[0]), context: contextOf(piece.text, shown) })
  }
  const inMedia = within || fields ? [] : mediaHits(project, byNode, terms)
  return {
    total: found.length,
    nodes: nodes.length,
    hits,
    media: inMedia.slice(0, limit),
    mediaTotal: inMedia.length,
  }
}

interface Search extends SearchScope {
  readonly terms: Inputs['search']['find']['terms']
  readonly replacement: string | null
  readonly limit: number
}

const findPlaces = async (
  { engine }: RequestContext,
  project: OpenProject,
  { terms, replacement, limit, ...scope }: Search,
): Promise<{ readonly pieces: readonly SearchPiece[]; readonly found: readonly FoundPlace[] }> => {
  const { text, isRegex = false, wholeWord = false, matchCase = false } = terms
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await refreshIndex(project.store)
    const pieces = piecesInScope(project.store, scope)
    const found = await engine.finder.run({
      texts: pieces.map((piece) => piece.text),
      terms: { text, isRegex, wholeWord, matchCase },
      replacement,
      limit,
    })
    // Something was saved meanwhile: these places may be others by now.
    if (project.store.search.stale().length === 0) return { pieces, found }
  }
  throw new EngineError(
    'CONFLICT',
    'The text went on changing while it was searched. Nothing was changed; try again in a moment.',
  )
}

/** Names a place together with the words that stand there: other words are another place. */
const keyOf = ({ nodeId, field, blockId, part, text }: SearchPiece, { from, to }: FoundPlace): string =>
  `${nodeId}/${field}/${blockId}/${part}/${from}/${text.slice(from, to).slice(0, 80)}`

/** Places of one piece, in order and apart. */
const editsOf = (
  pieces: readonly SearchPiece[],
  found: readonly FoundPlace[],
): Map<SearchPiece, FoundPlace[]> => Map.groupBy(found, ({ piece }) => pieces[piece])

const replaceLine = (text: string, edits: readonly FoundPlace[]): string => {
  let result = text
  for (const { from, to, becomes } of [...edits].reverse())
    result = result.slice(0, from) + becomes.replaceAll('\n', ' ') + result.slice(to)
  return result
}

/** Within one recorded act. Returns what windows must read again. */
const change = (
  project: OpenProject,
  edits: ReadonlyMap<SearchPiece, readonly FoundPlace[]>,
): ProjectChange[] => {
  const { binder, scenes } = project.store
  const changes: ProjectChange[] = []
  const byNode = Map.groupBy(edits.keys(), ({ nodeId }) => nodeId)
  let binderChanged = false
  for (const [nodeId, pieces] of byNode) {
    const inDocument: PieceEdits[] = []
    for (const piece of pieces) {
      const places = edits.get(piece) ?? []
      if (piece.field === 'title') binder.rename(nodeId, replaceLine(piece.text, places).slice(0, 300))
      else if (piece.field === 'synopsis')
        binder.describe([nodeId], { synopsis: replaceLine(piece.text, places).slice(0, 10_000) })
      else inDocument.push({ field: piece.field, blockId: piece.blockId, part: piece.part, edits: places })
    }
    if (inDocument.length < pieces.length) binderChanged = true
    if (inDocument.length === 0) continue
    const before = scenes.get(nodeId)
    const document = replaceInDocument(before.document, inDocument)
    const { rev, reopened } = scenes.save(nodeId, before.rev, document, documentWords(document))
    if (reopened) binderChanged = true
    changes.push({ kind: 'scene', sceneId: nodeId, rev, origin: '' })
  }
  return binderChanged ? [...changes, { kind: 'binder' }] : changes
}

export const searchRouter = {
  query: os.search.query.handler(({ input, context }) => query(projectOf(context), input)),

  find: os.search.find.handler(async ({ input, context }) => {
    const { terms, replacement = null, within, fields, limit } = input
    const project = projectOf(context)
    const { pieces, found } = await findPlaces(context, project, {
      terms,
      replacement,
      within,
      fields,
      limit: limit + 1,
    })
    const hits = found.slice(0, limit).map((place) => {
      const piece = pieces[place.piece]
      return {
        key: keyOf(piece, place),
        ...placeOf(piece, place),
        context: contextOf(piece.text, [place]),
        becomes: place.becomes,
      }
    })
    return { hits, nodes: new Set(hits.map(({ nodeId }) => nodeId)).size, isCut: found.length > limit }
  }),

  replace: os.search.replace.handler(async ({ input, context }) => {
    const { terms, replacement, within, fields, only } = input
    const project = projectOf(context)
    const { pieces, found } = await findPlaces(context, project, {
      terms,
      replacement,
      within,
      fields,
      limit: Number.MAX_SAFE_INTEGER,
    })
    const wanted = only && new Set(only)
    const meant = wanted ? found.filter((place) => wanted.has(keyOf(pieces[place.piece], place))) : found
    const edits = editsOf(pieces, meant)
    if (edits.size > 0) {
      snapshotBefore(project, 'search.replace')
      act(
        project,
        'search.replace',
        (changes: readonly ProjectChange[]) => changes,
        () => change(project, edits),
      )
    }
    return {
      replaced: meant.length,
      nodes: new Set([...edits.keys()].map(({ nodeId }) => nodeId)).size,
      missed: wanted ? wanted.size - meant.length : 0,
    }
  }),
}
