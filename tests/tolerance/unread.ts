// In: nothing. Out: the slips that are not read as their reader expects, and why each is left at that.
// A slip that comes to be read must leave this list; the test compares it to the letter.

/** Why, then the texts. The same reasons stand in `docs/guide/tolerance.md`. */
export const unread: Readonly<Record<string, readonly string[]>> = {
  'a closing quote that is missing or of another kind: what follows could be text as well': [
    '{"a":"x}',
    '{"a”:1}',
    '{“a”:"b”}',
    '{"title: 5}',
    '{a:"x, b:1}',
    String.raw`{"a":"C:\dir\","b":1}`,
  ],
  'a brace that closes an object in an object, or stands for the bracket of its list': [
    '{"a":{"b":[1},"c":2},"d":3}',
  ],
  'a container that seemed an object stays one': ['{"a":{1,2,3}}', '{"tags":{"x","y"},"b":1}'],
  'notations that belong to another format': [
    '{"a":1,<!-- why -->"b":2}',
    '{&quot;a&quot;:&quot;b&quot;,&quot;c&quot;:[1]}',
    '{``a``:1}',
    "{''a'':''b''}",
    '{""a"":""b"",""c"":1}',
    '{"a":"""","b":1}',
  ],
  'text around the answer that could be the answer': [
    ':{ sad :[ {"title":"A","n":1}',
    '```json\n{"title":"A",\n```\n\n```json\n"n":1}\n```',
  ],
};
