// The sheet of one character: its parts, folded until they are wanted.
import { Activity, ArrowLeft, MessageSquareQuote, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, IconButton } from '../ui/index.ts'
import { removeCharacter, showList, type Character } from './cast-store.ts'
import { ExportCardButton } from './CardButtons.tsx'
import { PersonalityFields, VoiceFields, WhoFields } from './CharacterFields.tsx'
import { FeelingFields } from './FeelingFields.tsx'
import { KnowledgeFields } from './KnowledgeFields.tsx'
import { openLines } from './lines-store.ts'
import { currentSettings, updateSettings } from '../app/settings-store.ts'
import { chooseVoice, loadVoices } from '../timeline/arc-engine.ts'
import { setMeasure, zoomToScope } from '../timeline/timeline-view.ts'
import { Section } from './Section.tsx'
import { TieFields } from './TieFields.tsx'

/** What they feel, from scene to scene, on the timeline, and the arc that is drawn for them: over the book, in valence. */
const showArc = (id: string): void => {
  const { panels } = currentSettings()
  if (!panels.timeline) void updateSettings({ panels: { ...panels, timeline: true } })
  setMeasure('valence')
  zoomToScope(null)
  void loadVoices().then(() => chooseVoice(id))
}

export const CharacterSheet = ({ character }: { readonly character: Character }): ReactElement => {
  const t = useText()
  const { id, name } = character
  return (
    <div className="cast-sheet" data-testid="cast-sheet">
      <div className="cast-head">
        <IconButton label={t('cast:back')} onPress={showList} data-testid="cast-back">
          <ArrowLeft aria-hidden />
        </IconButton>
        <h2>{name}</h2>
        <IconButton writes label={t('cast:remove', { name })} onPress={() => void removeCharacter(id)}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <div className="cast-acts">
        <Button onPress={() => openLines([id])} data-testid="cast-lines">
          <MessageSquareQuote aria-hidden /> {t('cast:writeLines')}
        </Button>
        <Button look="quiet" onPress={() => showArc(id)} data-testid="cast-arc">
          <Activity aria-hidden /> {t('cast:ownArc')}
        </Button>
        <ExportCardButton id={id} />
      </div>
      <Section title={t('cast:who')} open>
        <WhoFields character={character} />
      </Section>
      <Section title={t('cast:personality')} testId="cast-personality">
        <PersonalityFields character={character} />
      </Section>
      <Section title={t('cast:voice')} testId="cast-voice">
        <VoiceFields character={character} />
      </Section>
      <Section title={t('cast:ties')}>
        <TieFields character={character} />
      </Section>
      <Section title={t('cast:knowledge')} testId="cast-knowledge">
        <KnowledgeFields character={character} />
      </Section>
      <Section title={t('cast:feelsNow')} testId="cast-feels">
        <FeelingFields character={character} />
      </Section>
    </div>
  )
}
