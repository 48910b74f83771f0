// Three people and what they know, in two languages, to measure lines with; written for this.
import type { CharacterSheet } from '../../domain/character.ts'
import { NEW_CHARACTER } from '../../domain/character.ts'
import type { Language } from '../../domain/project.ts'

export interface SampleCast {
  readonly people: readonly (CharacterSheet & { readonly knows: readonly number[] })[]
  readonly facts: readonly { readonly text: string; readonly keys: readonly string[] }[]
}

const PLAIN = NEW_CHARACTER

export const SAMPLE_CASTS: Readonly<Record<Language, SampleCast>> = {
  en: {
    facts: [
      { text: 'The vault under the mill stands open at night.', keys: ['vault', 'under the mill'] },
      { text: 'The queen has been poisoned.', keys: ['poisoned', 'poison'] },
      { text: 'The ferryman is a spy.', keys: ['spy'] },
    ],
    people: [
      {
        ...PLAIN,
        name: 'Bess Tarrow',
        role: 'innkeeper',
        personality: { ...PLAIN.personality, extraversion: 0.9, agreeableness: 0.8 },
        background: 'Bess has kept the inn at the ford for thirty years.',
        voice: {
          register: 'colloquial',
          rhythm: 'long',
          favourites: ['bless your boots'],
          forbidden: ['kettle'],
          samples: [
            'Bless your boots, come in, come in, you’re wet as a dog!',
            'I’ve fed worse than you, love, and they paid in promises.',
            'Don’t you stand there dripping, I’ve only just swept.',
            'You’ll have the soup and you’ll like it, bless your boots.',
            'I don’t ask questions, love, I just listen to the answers.',
          ],
        },
        knows: [2],
      },
      {
        ...PLAIN,
        name: 'Warden Hale',
        role: 'warden of the gate',
        personality: { ...PLAIN.personality, conscientiousness: 0.95, agreeableness: 0.2 },
        background: 'The warden has never let anyone pass without a paper.',
        voice: {
          register: 'formal',
          rhythm: 'short',
          favourites: ['by order of the crown'],
          forbidden: ['love'],
          samples: [
            'State your name and your business.',
            'By order of the crown, this gate is shut.',
            'I do not make exceptions. Nobody does who keeps his post.',
            'You will wait here until I am satisfied.',
            'Papers. I will not ask again.',
          ],
        },
        knows: [1],
      },
    ],
  },
  zh: {
    facts: [
      { text: '磨坊底下的库房夜里没人守。', keys: ['库房', '磨坊底下'] },
      { text: '皇后是被毒死的。', keys: ['毒死', '下毒'] },
      { text: '摆渡的是个探子。', keys: ['探子'] },
    ],
    people: [
      {
        ...PLAIN,
        name: '胡大娘',
        role: '客栈掌柜',
        personality: { ...PLAIN.personality, extraversion: 0.9, agreeableness: 0.8 },
        background: '胡大娘在渡口开了三十年客栈。',
        voice: {
          register: 'colloquial',
          rhythm: 'long',
          favourites: ['我的乖乖'],
          forbidden: ['水刚烧开'],
          samples: [
            '我的乖乖，快进来，瞧你淋得跟落汤鸡似的！',
            '比你穷的我也喂过，人家还不是拿嘴付的账。',
            '别杵在那儿滴水，地我才扫过。',
            '汤喝了再说话，我的乖乖。',
            '我不打听事儿，我就听人家自个儿说。',
          ],
        },
        knows: [2],
      },
      {
        ...PLAIN,
        name: '韩守备',
        role: '城门守备',
        personality: { ...PLAIN.personality, conscientiousness: 0.95, agreeableness: 0.2 },
        background: '韩守备从不放一个没有路引的人过去。',
        voice: {
          register: 'formal',
          rhythm: 'short',
          favourites: ['奉旨行事'],
          forbidden: ['伙计'],
          samples: [
            '报上姓名，说明来意。',
            '奉旨行事，城门已闭。',
            '规矩就是规矩，没有例外。',
            '请您在此等候。',
            '路引。我不说第二遍。',
          ],
        },
        knows: [1],
      },
    ],
  },
}
