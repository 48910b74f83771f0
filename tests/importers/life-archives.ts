// Archives of a life as the programs themselves write them, small enough to read; written by hand for these tests.
import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'

/** A real picture; another colour is another content. */
export const picture = async (red: number): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width: 24, height: 16, channels: 3, background: { r: red, g: 90, b: 140 } } })
      .jpeg()
      .toBuffer(),
  )

export const DAY_ONE = {
  metadata: { version: '1.0' },
  entries: [
    {
      uuid: 'A1B2',
      creationDate: '2024-06-14T19:05:00Z',
      timeZone: 'Europe/Berlin',
      text: '# The pier\n\nWe ate plums on the pier\\. Anna laughed\\!\n\n![](dayone-moment://P1)\n',
      tags: ['summer'],
      starred: true,
      location: {
        placeName: 'Harbour',
        localityName: 'Kiel',
        country: 'Germany',
        latitude: 54.32,
        longitude: 10.14,
      },
      weather: { conditionsDescription: 'Clear', temperatureCelsius: 21.4 },
      photos: [{ identifier: 'P1', md5: '0cc175b9c0f1b6a831c399e269772661', type: 'jpeg', orderInEntry: 0 }],
    },
    {
      uuid: 'C3D4',
      creationDate: '2024-06-15T23:30:00Z',
      timeZone: 'Asia/Shanghai',
      text: '昨晚我很难过，一个人走回家。',
    },
    { text: 'no date at all' },
  ],
}

export const dayOneZip = async (json: unknown = DAY_ONE): Promise<Uint8Array> =>
  zipSync({
    'Journal.json': strToU8(JSON.stringify(json)),
    'photos/0cc175b9c0f1b6a831c399e269772661.jpeg': await picture(200),
  })

export const DAYLIO = `full_date,date,weekday,time,mood,activities,note_title,note
2024-06-15,June 15,Saturday,9:30 PM,awful,"family | bad sleep","","She left. <br>I said nothing."
2024-06-14,June 14,Friday,21:05,rad,"friends | swimming","The lake","Cold water, loud songs"
2024-06-14,June 14,Friday,21:05,beschwipst,"","",""
`

export const JRNL = `[2024-06-14 09:05:00 PM] The pier at night. *
We sat there with @anna until the lamps went out.

[a bracket that begins nothing]
[2024-06-15 07:10:00 AM] Rain
`

export const JRNL_JSON = {
  tags: { '@anna': 1 },
  entries: [
    {
      title: 'The pier at night.',
      body: 'We sat there.',
      date: '2024-06-14',
      time: '21:05',
      tags: ['@anna'],
      starred: false,
    },
  ],
}

export const X_POSTS = `window.YTD.tweets.part0 = [
  {"tweet": {"id_str": "101", "created_at": "Fri Jun 14 19:05:00 +0000 2024", "full_text": "Plums &amp; tar on the pier with @anna https://t.co/a https://t.co/p #kiel",
    "entities": {"hashtags": [{"text": "kiel"}], "user_mentions": [{"name": "Anna Bell", "screen_name": "anna"}],
      "urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org/pier"}],
      "media": [{"url": "https://t.co/p"}]}}},
  {"tweet": {"id_str": "102", "created_at": "Sat Jun 15 08:00:00 +0000 2024", "full_text": "RT @somebody: not mine"}}
]`

export const WHATSAPP_ANDROID = `13/06/2024, 21:59 - Messages and calls are end-to-end encrypted.
13/06/2024, 22:01 - Anna: Are you awake?
14/06/2024, 07:15 - Tom Reed: Now I am.
And the boat?
14/06/2024, 07:16 - Anna: IMG-20240614-WA0001.jpg (file attached)
14/06/2024, 07:17 - Anna: <Media omitted>
`

export const WHATSAPP_IPHONE = `[6/13/24, 9:59:10\u202fPM] Anna: \u200eAre you awake?
[6/14/24, 7:15:00\u202fAM] Tom Reed: Now I am.
\u200e[6/14/24, 7:16:00\u202fAM] Anna: \u200e<attached: 00000003-PHOTO.jpg>
`

export const WHATSAPP_CHINESE = `2024/6/13 晚上9:59 - 小明: 你睡了吗？
2024/6/14 上午7:15 - 阿强: 没有。
船呢？
2024/6/14 上午7:16 - 小明: <省略多媒体文件>
`

export const TABLE = `Tag;Uhrzeit;Eintrag;Mit;Laune
14.06.2024;21:05;Pflaumen am Pier;Anna, Tom;4/5
unlesbar;;nichts;;
`
