// In: nothing. Out: what the command line takes, as it is printed.
// Knows nothing of how it is read.

export const HELP = `Usage: fieldwise watch [flags] <url | file | ->

Follows a stream of structured output, field by field.

  url    a Fieldwise route, an AI SDK route, any endpoint that writes JSON
  file   the output of a model, or a recording, which is played in its own time
  -      what is piped in

Asking a URL
  -X, --request <method>   GET, or POST where there is a body
  -H, --header <line>      'name: value'; as often as needed
  -d, --data <text>        the body as it is, JSON unless a header says otherwise; @file for a file
      --input <json>       the input of a Fieldwise route: '{"topic":"tea"}'

Reading
      --strict             what JSON.parse rejects is an error
      --speed <number>     plays a recording so many times faster; Infinity waits for nothing
      --record <file>      writes what comes as a recording, for tests and for later

Showing
      --events             every event as a line, not the ends of fields alone
      --json               lines of JSON, with whole values
      --no-color           no colour; NO_COLOR and FORCE_COLOR are heeded, too
  -h, --help               this
  -V, --version            the version

Exit codes: 0 complete; 1 failed, cut off or interrupted; 2 wrong usage.
`;
