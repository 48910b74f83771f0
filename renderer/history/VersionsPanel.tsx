// Drafts and snapshots of the book and of the scene one is in: what there is, and what can be done with each.
import { Camera, Ellipsis, GitBranch, History } from 'lucide-react'
import { useState, type ReactElement, type ReactNode } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { nodeById, nodeLabel, useBinder } from '../binder/binder-store.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { keepDraft } from '../timeline/arc-engine.ts'
import { Button, Empty, IconButton, Menu, MenuItem, MenuPopover, MenuSeparator, Switch } from '../ui/index.ts'
import { openCompare } from './compare-store.ts'
import {
  askName,
  removeDraft,
  removeSnapshot,
  restoreVersion,
  showReport,
  switchDraft,
  useHistory,
  type Draft,
  type Snapshot,
} from './history-store.ts'
import { snapshotName, timeOf } from './version-name.ts'

/** A line: what opens it, what stands beside, and what else can be done with it. */
const VersionLine = (props: {
  readonly name: string
  readonly details: string
  /** Absent: it is what lies open, and cannot be opened. */
  readonly onOpen?: () => void
  readonly beside?: ReactNode
  readonly kind?: string
  readonly testId: string
  readonly children: ReactNode
}): ReactElement => {
  const t = useText()
  const { name, details, onOpen, kind, testId } = props
  const label = t('history:menuFor', { name })
  const facts = (
    <>
      <strong>{name}</strong>
      <small>{details}</small>
    </>
  )
  return (
    <li className={onOpen ? 'version-line' : 'version-line is-here'} data-testid={testId} data-kind={kind}>
      {onOpen ? (
        <button className="version-open" onClick={onOpen}>
          {facts}
        </button>
      ) : (
        <span className="version-open" aria-current="true">
          {facts}
        </span>
      )}
      {props.beside}
      <MenuTrigger>
        <IconButton label={label} className="small-icon">
          <Ellipsis />
        </IconButton>
        <MenuPopover>
          <Menu aria-label={label}>{props.children}</Menu>
        </MenuPopover>
      </MenuTrigger>
    </li>
  )
}

const SnapshotLine = ({ snapshot }: { readonly snapshot: Snapshot }): ReactElement => {
  const t = useText()
  const { id, scopeId, words, takenAt, kind } = snapshot
  const name = snapshotName(snapshot)
  const scene = scopeId === null ? undefined : nodeById(scopeId)
  const of = scopeId === null ? '' : scene ? nodeLabel(scene) : t('history:goneScene')
  const details = [timeOf(takenAt), of, t('history:words', { count: words, words: formatNumber(words) })]
  const open = (): void => openCompare(id)
  return (
    <VersionLine
      name={name}
      details={details.filter(Boolean).join(' · ')}
      onOpen={open}
      kind={kind}
      testId="version-line"
    >
      <MenuItem id="compare" label={t('history:compareNow')} onAction={open} />
      <MenuItem
        writes
        id="restore"
        label={scopeId === null ? t('history:restoreBook') : t('history:restoreScene')}
        onAction={() => void restoreVersion(id)}
      />
      {scopeId === null && (
        <MenuItem
          writes
          id="arc"
          label={t('history:showArc')}
          onAction={() => void keepDraft(`${name} · ${timeOf(takenAt)}`.slice(0, 200), id)}
        />
      )}
      <MenuItem
        writes
        id="draft"
        label={t('history:draftFrom')}
        onAction={() => askName({ kind: 'draft', scopeId, from: id })}
      />
      <MenuSeparator />
      <MenuItem
        writes
        id="rename"
        label={t('history:rename')}
        onAction={() => askName({ kind: 'rename', id, name: snapshot.name })}
      />
      <MenuItem
        writes
        id="remove"
        label={t('history:remove')}
        danger
        onAction={() => void removeSnapshot(id)}
      />
    </VersionLine>
  )
}

const DraftLine = ({ draft }: { readonly draft: Draft }): ReactElement => {
  const t = useText()
  const { id, name, scopeId, snapshotId, createdAt } = draft
  const isHere = snapshotId === null
  const open = (): void => openCompare(id)
  return (
    <VersionLine
      name={name}
      details={isHere ? t('history:inBinder') : t('history:since', { time: timeOf(createdAt) })}
      {...(isHere ? {} : { onOpen: open })}
      beside={
        !isHere && (
          <Button writes className="small" onPress={() => void switchDraft(draft)}>
            {t('history:switch')}
          </Button>
        )
      }
      testId="draft-line"
    >
      {!isHere && <MenuItem id="compare" label={t('history:compareNow')} onAction={open} />}
      {!isHere && scopeId === null && (
        <MenuItem writes id="arc" label={t('history:showArc')} onAction={() => void keepDraft(name, id)} />
      )}
      <MenuItem
        writes
        id="rename"
        label={t('history:rename')}
        onAction={() => askName({ kind: 'renameDraft', id, name })}
      />
      {!isHere && (
        <MenuItem
          writes
          id="remove"
          label={t('history:removeDraft')}
          danger
          onAction={() => void removeDraft(id)}
        />
      )}
    </VersionLine>
  )
}

const Drafts = (props: {
  readonly title: string
  readonly drafts: readonly Draft[]
  readonly scopeId: string | null
}): ReactElement => {
  const t = useText()
  const { title, drafts, scopeId } = props
  const own = drafts.filter((draft) => draft.scopeId === scopeId)
  return (
    <section className="version-group" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Button
          writes
          look="quiet"
          className="small"
          aria-label={t('history:newDraftOf', { title })}
          onPress={() => askName({ kind: 'draft', scopeId })}
        >
          <GitBranch aria-hidden /> {t('history:newDraft')}
        </Button>
      </header>
      {own.length === 0 ? (
        <p className="hint">{scopeId === null ? t('history:noDrafts') : t('history:noSceneDrafts')}</p>
      ) : (
        <ul>
          {own.map((draft) => (
            <DraftLine key={draft.id} draft={draft} />
          ))}
        </ul>
      )}
    </section>
  )
}

export const VersionsPanel = (): ReactElement => {
  const t = useText()
  const { snapshots, drafts, loaded } = useHistory((state) => state)
  const sceneId = useManuscript((state) => state.activeSceneId)
  const scene = useBinder((state) => state.nodes.find(({ id }) => id === sceneId))
  const [sceneOnly, setSceneOnly] = useState(false)
  const waiting = new Set(drafts.map(({ snapshotId }) => snapshotId))
  // Where a draft waits is shown as the draft.
  const shown = snapshots.filter(
    ({ id, scopeId }) => !waiting.has(id) && (!sceneOnly || scopeId === null || scopeId === sceneId),
  )
  return (
    <section className="versions" aria-label={t('history:versions')} data-testid="versions">
      <div className="version-acts">
        <Button
          writes
          look="primary"
          onPress={() => askName({ kind: 'take', scopeId: null })}
          data-testid="snapshot-take"
        >
          <Camera aria-hidden /> {t('history:take')}
        </Button>
        {scene && (
          <Button writes onPress={() => askName({ kind: 'take', scopeId: scene.id })}>
            {t('history:takeScene')}
          </Button>
        )}
      </div>
      <Drafts title={t('history:bookDrafts')} drafts={drafts} scopeId={null} />
      {scene && (
        <Drafts
          title={t('history:sceneDrafts', { title: nodeLabel(scene) })}
          drafts={drafts}
          scopeId={scene.id}
        />
      )}
      <section className="version-group" aria-label={t('history:snapshots')}>
        <header>
          <h3>{t('history:snapshots')}</h3>
        </header>
        {loaded && snapshots.length === 0 ? (
          <Empty icon={<History aria-hidden />} title={t('history:empty')}>
            <span>{t('history:emptyHint')}</span>
          </Empty>
        ) : (
          <>
            {snapshots.some(({ scopeId }) => scopeId !== null) && (
              <Switch selected={sceneOnly} onChange={setSceneOnly}>
                {t('history:hideOthers')}
              </Switch>
            )}
            <ul>
              {shown.map((snapshot) => (
                <SnapshotLine key={snapshot.id} snapshot={snapshot} />
              ))}
            </ul>
          </>
        )}
      </section>
      <Button look="quiet" onPress={() => showReport(true)}>
        {t('history:provenance')}
      </Button>
    </section>
  )
}
