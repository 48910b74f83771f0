// The room for games: dialogues and voices left, the graph in the middle, the node's words right, findings or a play below.
import { ArrowLeft, Ellipsis, MessagesSquare, Play, Plus, Search, Sprout } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { Button, Empty, IconButton, Menu, MenuItem, MenuPopover } from '../ui/index.ts'
import { formatNumber, useText } from '../locales/index.ts'
import {
  addNode,
  chooseDialogue,
  createDialogue,
  dialogueStore,
  exportAs,
  importDialogue,
  importTranslations,
  layout,
  leaveRoom,
  removeDialogue,
  select,
  showPanel,
  startPlay,
  useDialogue,
  type NodeKind,
} from './dialogue-store.ts'
import { FindDialog } from './FindDialog.tsx'
import { GraphView } from './GraphView.tsx'
import { GrowDialog } from './GrowDialog.tsx'
import { GrowthBar } from './GrowthBar.tsx'
import { openGrow } from './growth-store.ts'
import { IssueList } from './IssueList.tsx'
import { NodeInspector } from './NodeInspector.tsx'
import { PlayTest } from './PlayTest.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { VariablesDialog } from './VariablesDialog.tsx'
import './dialogue.css'
import './graph.css'
import './dialogue-side.css'
import './growth.css'

const KINDS = ['line', 'choice', 'condition', 'set', 'jump', 'hub', 'random', 'end'] as const

const Head = (): ReactElement => {
  const t = useText()
  const graph = useDialogue((state) => state.graph)
  const formats = useDialogue((state) => state.formats)
  const isEmpty = (graph?.nodes.length ?? 0) === 0
  const isGrowing = useDialogue((state) => state.growth !== null)
  return (
    <header className="dialogue-head">
      <IconButton label={t('dialogue:leave')} onPress={leaveRoom} data-testid="dialogue-leave">
        <ArrowLeft aria-hidden />
      </IconButton>
      <h2>{graph?.title ?? t('dialogue:title')}</h2>
      {graph && (
        <MenuTrigger>
          <IconButton label={t('dialogue:more')} data-testid="dialogue-more">
            <Ellipsis aria-hidden />
          </IconButton>
          <MenuPopover>
            <Menu aria-label={t('dialogue:more')}>
              <MenuItem
                id="rename"
                writes
                label={t('dialogue:rename')}
                onAction={() => showPanel('rename')}
              />
              <MenuItem
                id="remove"
                writes
                danger
                label={t('dialogue:removeDialogue')}
                onAction={() => void removeDialogue()}
              />
            </Menu>
          </MenuPopover>
        </MenuTrigger>
      )}
      <span className="spacer" />
      {graph && (
        <>
          <MenuTrigger>
            <Button data-testid="add-node">
              <Plus aria-hidden /> {t('dialogue:add')}
            </Button>
            <MenuPopover>
              <Menu aria-label={t('dialogue:add')} onAction={(kind) => void addNode(kind as NodeKind)}>
                {KINDS.map((kind) => (
                  <MenuItem key={kind} id={kind} label={t(`dialogue:kind_${kind}`)} />
                ))}
              </Menu>
            </MenuPopover>
          </MenuTrigger>
          <Button isDisabled={isGrowing} writes onPress={openGrow} data-testid="grow-open">
            <Sprout aria-hidden /> {t('dialogue:grow')}
          </Button>
          <Button isDisabled={isEmpty} onPress={() => void layout()}>
            {t('dialogue:layout')}
          </Button>
          <Button isDisabled={isEmpty} onPress={() => void startPlay()} data-testid="play-start">
            <Play aria-hidden /> {t('dialogue:play')}
          </Button>
          <Button onPress={() => showPanel('variables')} data-testid="variables-open">
            {t('dialogue:variables')}
          </Button>
          <IconButton label={t('dialogue:find')} onPress={() => showPanel('find')} data-testid="find-open">
            <Search aria-hidden />
          </IconButton>
          <MenuTrigger>
            <Button isDisabled={isEmpty}>{t('dialogue:export')}</Button>
            <MenuPopover>
              <Menu
                aria-label={t('dialogue:export')}
                onAction={(id) => {
                  const format = formats.find((each) => each.id === id)
                  if (format) void exportAs(format)
                }}
              >
                {formats.map(({ id, title }) => (
                  <MenuItem key={id} id={id} label={title} />
                ))}
              </Menu>
            </MenuPopover>
          </MenuTrigger>
        </>
      )}
      <MenuTrigger>
        <Button data-testid="dialogue-import">{t('dialogue:import')}</Button>
        <MenuPopover>
          <Menu aria-label={t('dialogue:import')}>
            <MenuItem
              id="dialogue"
              writes
              label={t('dialogue:importDialogue')}
              onAction={() => void importDialogue()}
            />
            <MenuItem
              id="translations"
              writes
              label={t('dialogue:importTranslations')}
              onAction={() => void importTranslations()}
            />
          </Menu>
        </MenuPopover>
      </MenuTrigger>
    </header>
  )
}

const Cast = (): ReactElement => {
  const t = useText()
  const list = useDialogue((state) => state.list)
  const speakers = useDialogue((state) => state.speakers)
  const current = useDialogue((state) => state.graph?.id)
  const firstLineOf = (name: string): void => {
    const { graph } = dialogueStore.getState()
    const node = graph?.nodes.find((each) => each.kind === 'line' && each.speaker.name === name)
    if (node) select(node.id)
  }
  return (
    <nav className="dialogue-cast" aria-label={t('dialogue:title')}>
      <h3>{t('dialogue:title')}</h3>
      {list.map(({ id, title, lines }) => (
        <Button
          key={id}
          look="quiet"
          className="dialogue-entry"
          aria-current={id === current ? 'true' : undefined}
          onPress={() => void chooseDialogue(id)}
        >
          <span>{title}</span>{' '}
          <small>{t('dialogue:lines', { count: lines, formatted: formatNumber(lines) })}</small>
        </Button>
      ))}
      <Button onPress={() => void createDialogue()} data-testid="dialogue-new">
        <Plus aria-hidden /> {t('dialogue:create')}
      </Button>
      {speakers.length > 0 && <h3>{t('dialogue:voices')}</h3>}
      {speakers.map(({ characterId, name, lines }) => (
        <Button
          key={characterId ?? `name ${name}`}
          look="quiet"
          className="dialogue-entry"
          onPress={() => firstLineOf(name)}
        >
          <span>{name}</span> <small>{formatNumber(lines)}</small>
        </Button>
      ))}
    </nav>
  )
}

export const DialogueRoom = (): ReactElement => {
  const t = useText()
  const graph = useDialogue((state) => state.graph)
  const play = useDialogue((state) => state.play)
  const growth = useDialogue((state) => state.growth)
  const room = useRef<HTMLElement>(null)
  useEffect(() => {
    room.current?.querySelector<HTMLElement>('.graph')?.focus()
  }, [graph?.id])
  return (
    <section
      className="dialogue-room"
      aria-label={t('dialogue:title')}
      data-testid="dialogue-room"
      ref={room}
    >
      <Head />
      <Cast />
      <div className="dialogue-middle">
        {graph && (graph.nodes.length > 0 || growth) ? (
          <GraphView
            onEnter={() =>
              room.current
                ?.querySelector<HTMLElement>('.dialogue-side textarea, .dialogue-side input')
                ?.focus()
            }
          />
        ) : (
          <Empty
            icon={<MessagesSquare aria-hidden />}
            title={t(graph ? 'dialogue:emptyGraph' : 'dialogue:empty')}
          >
            <span>{t(graph ? 'dialogue:emptyGraphHint' : 'dialogue:emptyHint')}</span>
            <Button
              look="primary"
              onPress={() => void (graph ? addNode('line') : createDialogue())}
              data-testid="dialogue-first"
            >
              {t(graph ? 'dialogue:firstLine' : 'dialogue:create')}
            </Button>
            {graph && (
              <Button writes onPress={openGrow} data-testid="grow-first">
                <Sprout aria-hidden /> {t('dialogue:grow')}
              </Button>
            )}
          </Empty>
        )}
      </div>
      <NodeInspector />
      <div className="dialogue-foot">
        {play ? <PlayTest play={play} /> : growth ? <GrowthBar growth={growth} /> : graph && <IssueList />}
      </div>
      <VariablesDialog />
      <FindDialog />
      <RenameDialog />
      <GrowDialog />
    </section>
  )
}
