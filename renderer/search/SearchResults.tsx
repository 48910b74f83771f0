// What was found, by scene, each place with the words around it; in a replacement with a tick and what it becomes.
import { useState, type KeyboardEvent, type ReactElement } from 'react'
import { GridList, GridListHeader, GridListItem, GridListSection } from 'react-aria-components'
import { nodeById, nodeLabel } from '../binder/binder-store.ts'
import { useText } from '../locales/index.ts'
import { Button, Checkbox } from '../ui/index.ts'
import { formatDuration } from '../media/media-facts.ts'
import {
  goTo,
  goToMedium,
  skipAll,
  searchStore,
  skipHit,
  useSearch,
  type Hit,
  type MediaHit,
} from './search-store.ts'

/** More of them only when asked for: a list of thousands is slow to draw and nobody reads it. */
const SHOWN = 200

const FIELD_WORDS = {
  title: 'search:inTitle',
  synopsis: 'search:inSynopsis',
  text: 'search:inText',
  footnote: 'search:inFootnote',
  caption: 'search:inCaption',
  note: 'search:inNote',
} as const satisfies Readonly<Record<Hit['field'], string>>

const Words = ({
  context: { text, places },
  becomes,
  isReplaced,
}: Pick<Hit, 'context' | 'becomes'> & { readonly isReplaced: boolean }): ReactElement => {
  const pieces: ReactElement[] = []
  let at = 0
  for (const { from, to } of places) {
    if (from < at || to === from) continue
    pieces.push(<span key={`t${from}`}>{text.slice(at, from)}</span>)
    if (isReplaced) {
      pieces.push(<del key={`d${from}`}>{text.slice(from, to)}</del>)
      if (becomes !== '') pieces.push(<ins key={`i${from}`}>{becomes}</ins>)
    } else pieces.push(<mark key={`m${from}`}>{text.slice(from, to)}</mark>)
    at = to
  }
  return (
    <span className="search-words">
      {pieces}
      {text.slice(at)}
    </span>
  )
}

const Row = ({ hit, isReplace }: { readonly hit: Hit; readonly isReplace: boolean }): ReactElement => {
  const t = useText()
  const isSkipped = useSearch((state) => state.skipped.has(hit.key))
  return (
    <GridListItem
      id={hit.key}
      className="search-hit"
      textValue={hit.context.text}
      onAction={() => goTo(hit)}
      data-testid="search-hit"
    >
      {isReplace && (
        <Checkbox
          label={t('search:replaceThis')}
          selected={!isSkipped}
          onChange={(on) => skipHit(hit.key, !on)}
        />
      )}
      <Words context={hit.context} becomes={hit.becomes} isReplaced={isReplace && !isSkipped} />
      {hit.field !== 'text' && <small>{t(FIELD_WORDS[hit.field])}</small>}
    </GridListItem>
  )
}

const MEDIA_WORDS = {
  said: 'search:inSpeech',
  seen: 'search:inPicture',
  about: 'search:inAbout',
} as const satisfies Readonly<Record<MediaHit['field'], string>>

const keyOfMedium = ({ mediaId, field, atMs }: MediaHit, at: number): string =>
  `media/${mediaId}/${field}/${atMs}/${at}`

const MediumRow = ({ hit, id }: { readonly hit: MediaHit; readonly id: string }): ReactElement => {
  const t = useText()
  return (
    <GridListItem
      id={id}
      className="search-hit"
      textValue={hit.context.text}
      onAction={() => goToMedium(hit)}
      data-testid="search-medium"
    >
      <Words context={hit.context} becomes="" isReplaced={false} />
      <small>
        {hit.atMs > 0 && `${formatDuration(hit.atMs)} · `}
        {t(MEDIA_WORDS[hit.field])}
      </small>
    </GridListItem>
  )
}

const Summary = ({ isReplace }: { readonly isReplace: boolean }): ReactElement => {
  const t = useText()
  const text = useSearch((state) => state.text)
  const total = useSearch((state) => state.total)
  const mediaTotal = useSearch((state) => state.mediaTotal)
  const nodes = useSearch((state) => state.nodes)
  const busy = useSearch((state) => state.busy)
  const isCut = useSearch((state) => state.isCut)
  const skipped = useSearch((state) => state.skipped.size)
  const problem = useSearch((state) => state.problem)
  const words =
    text.trim() === '' || problem !== ''
      ? ''
      : total + mediaTotal === 0
        ? busy
          ? t('search:searching')
          : t('search:none')
        : isReplace
          ? t(isCut ? 'search:foundMore' : 'search:found', { count: total, places: nodes })
          : [
              ...(total > 0 ? [t('search:foundParagraphs', { count: total, places: nodes })] : []),
              ...(mediaTotal > 0 ? [t('search:foundInMedia', { count: mediaTotal })] : []),
            ].join(t('search:and'))
  return (
    <div className="search-summary">
      <span role="status" data-testid="search-count">
        {words}
      </span>
      {isReplace && total > 0 && (
        <Button look="quiet" onPress={() => skipAll(skipped === 0)}>
          {skipped === 0 ? t('search:tickNone') : t('search:tickAll')}
        </Button>
      )}
    </div>
  )
}

/** Space ticks the line that has the focus, as in any list of ticks; the list itself would only jump to a letter. */
const tickBySpace = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== ' ' || !(event.target instanceof Element)) return
  const key = event.target.closest<HTMLElement>('[data-key]')?.dataset['key']
  if (key === undefined) return
  event.preventDefault()
  event.stopPropagation()
  skipHit(key, !searchStore.getState().skipped.has(key))
}

export const SearchResults = (): ReactElement => {
  const t = useText()
  const mode = useSearch((state) => state.mode)
  const hits = useSearch((state) => state.hits)
  const [shown, setShown] = useState(SHOWN)
  const isReplace = mode === 'replace'
  const visible = hits.slice(0, shown)
  const groups = [...Map.groupBy(visible, ({ nodeId }) => nodeId)]
  const media = useSearch((state) => state.media)
  const byMedium = [...Map.groupBy(media, ({ mediaId }) => mediaId)]
  return (
    <>
      <Summary isReplace={isReplace} />
      {groups.length + byMedium.length > 0 && (
        <div className="search-scroll" onKeyDownCapture={isReplace ? tickBySpace : undefined}>
          <GridList className="search-list" aria-label={t('search:results')} data-testid="search-results">
            {groups.map(([nodeId, found]) => (
              <GridListSection key={nodeId} className="search-group">
                <GridListHeader className="search-node">
                  {nodeLabel(nodeById(nodeId) ?? { kind: 'scene', title: '' })}
                </GridListHeader>
                {found.map((hit) => (
                  <Row key={hit.key} hit={hit} isReplace={isReplace} />
                ))}
              </GridListSection>
            ))}
            {byMedium.map(([mediaId, found]) => (
              <GridListSection key={mediaId} className="search-group">
                <GridListHeader className="search-node">{found[0]?.name}</GridListHeader>
                {found.map((hit, at) => (
                  <MediumRow key={keyOfMedium(hit, at)} id={keyOfMedium(hit, at)} hit={hit} />
                ))}
              </GridListSection>
            ))}
          </GridList>
        </div>
      )}
      {hits.length > shown && (
        <Button look="quiet" onPress={() => setShown(shown + SHOWN)}>
          {t('search:showMore', { count: hits.length - shown })}
        </Button>
      )}
    </>
  )
}
