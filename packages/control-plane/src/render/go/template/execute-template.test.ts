import { executeTemplate, printTemplate } from './execute-template';
import { TemplateError } from './value';

const data = {
  host: 'backend-10e08a41',
  port: '8080',
  scheme: 'http',
  basePath: '',
  uri: 'http://backend-10e08a41:8080',
  url: 'http://backend-10e08a41:8080',
};

describe('executeTemplate', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{{ .uri }}/x', 'http://backend-10e08a41:8080/x'],
    ['{{.host}}:{{.port}}', 'backend-10e08a41:8080'],
    ['[{{ .basePath }}]', '[]'],
    ['{{ .nothing }}', '<no value>'],
    ['{{ .nothing.more }}', '<no value>'],
    ['{{ "a }} b" }}', 'a }} b'],
    ['{{ `raw "text"` }}', 'raw "text"'],
    ['{{ "a\\tb\\x41\\u00e9" }}', 'a\tbAé'],
    ["{{ 'a' }}{{ 0x10 }}{{ 1_000 }}{{ 1.5 }}", '971610001.5'],
    ['a {{- /* said nothing */ -}} b', 'ab'],
    ['a {{- .port -}} b', 'a8080b'],
    [
      '{{ . }}',
      'map[basePath: host:backend-10e08a41 port:8080 scheme:http uri:http://backend-10e08a41:8080 url:http://backend-10e08a41:8080]',
    ],
    [
      '{{ $.host }}{{ with .scheme }}{{ . }}{{ $.port }}{{ end }}',
      'backend-10e08a41http8080',
    ],
    ['{{ $x := .host -}} {{ $x }}:{{ .port }}', 'backend-10e08a41:8080'],
    ['{{ $x := 1 }}{{ if .host }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ with $x := .scheme }}{{ $x }}s{{ end }}', 'https'],
    [
      '{{ range $name, $text := . }}{{ $name }}={{ $text }};{{ end }}',
      'basePath=;host=backend-10e08a41;port=8080;scheme=http;uri=http://backend-10e08a41:8080;url=http://backend-10e08a41:8080;',
    ],
    ['{{ range .nothing }}a{{ else }}b{{ end }}', 'b'],
    ['{{ range 3 }}{{ . }}{{ end }}', '012'],
    [
      '{{ index . "host" }}[{{ index . "none" }}]{{ index .host 0 }}',
      'backend-10e08a41[]98',
    ],
    ['{{ slice .host 0 3 }}{{ slice .host 8 }}', 'bac10e08a41'],
    [
      '{{ html "<a href=\'x\'>" }}{{ js "it\'s <b>" }}',
      "&lt;a href=&#39;x&#39;&gt;it\\'s \\u003Cb\\u003E",
    ],
    ['{{ printf "%s:%s" .host .port }}', 'backend-10e08a41:8080'],
    ['{{ printf "%d" .port }}', '%!d(string=8080)'],
    ['{{ printf "%6s|%-6s|%.2s" .scheme .scheme .host }}', '  http|http  |ba'],
    ['{{ printf "%05d %x %c %t" 5 255 \'b\' true }}', '00005 ff b true'],
    ['{{ printf "%[2]s %[1]s" .host .port }}', '8080 backend-10e08a41'],
    [
      '{{ printf "%s" }}{{ printf "a" .host 1 }}{{ printf "%s" .nothing }}',
      '%!s(MISSING)a%!(EXTRA string=backend-10e08a41, int=1)%!s(<nil>)',
    ],
    ['{{ .host | printf "%q" }}', '"backend-10e08a41"'],
    [
      '{{ print .port 1 2 "a" .host .nothing }}',
      '80801 2abackend-10e08a41<nil>',
    ],
    ['{{ println .host 1 }}', 'backend-10e08a41 1\n'],
    ['{{ urlquery .uri " x" }}', 'http%3A%2F%2Fbackend-10e08a41%3A8080+x'],
    ['{{ len .scheme }}{{ len . }}', '46'],
    ['{{ if .basePath }}yes{{ else }}no{{ end }}', 'no'],
    [
      '{{ if eq .port "80" }}a{{ else if gt .port "443" }}b{{ else }}c{{ end }}',
      'b',
    ],
    ['{{ with .nothing }}x{{ else }}{{ .port }}{{ end }}', '8080'],
    ['{{ or .basePath "/" }}{{ or .basePath .nothing }}', '/<no value>'],
    ['{{ and .host .port }}{{ and .nothing .host }}', '8080<no value>'],
    ['{{ not (eq .scheme "grpc") }}{{ eq .nothing "" }}', 'truefalse'],
  ])('executes %j as Go does: %j', (template, expected) => {
    expect(executeTemplate(template, data)).toBe(expected);
  });

  it.each([
    '{{ .host',
    '{{ }}',
    '{{ .host.name }}',
    '{{ $x }}',
    '{{ if true }}{{ $y := "z" }}{{ end }}{{ $y }}',
    '{{ nofunction .host }}',
    '{{ if .host }}never closed',
    '{{ end }}',
    '{{ range .host }}{{ end }}',
    '{{ with .host }}{{ .port }}{{ end }}',
    '{{ eq .port 8080 }}',
    '{{ lt true false }}',
    '{{ index .host 99 }}',
    '{{ slice .host 3 1 }}',
    '{{ printf }}',
    '{{ printf 1 }}',
    '{{ (.host }}',
    '{{ .host .port }}',
    '{{ .host, .port }}',
    '{{ "\\q" }}',
    '{{ "\\\'" }}',
  ])('rejects %s, as Go does', template => {
    expect(() => executeTemplate(template, data)).toThrow(TemplateError);
  });
});

describe('printTemplate', () => {
  it.each([
    ['{{ .host }}{{ .nothing }}{{ $.also }}', ['nothing', 'also']],
    ['{{ printf "%s" .nothing }}{{ .nothing | urlquery }}', ['nothing']],
    ['{{ $x := .nothing }}{{ $x }}', ['$x']],
    ['{{ or .nothing .also }}', ['nothing', 'also']],
    ['{{ or (print .nothing) "x" }}', ['nothing']],
    ['{{ or .nothing .basePath "x" }}', []],
    ['{{ if .nothing }}{{ .nothing }}{{ end }}', []],
    ['{{ with .nothing }}{{ . }}{{ end }}{{ eq .nothing "" }}', []],
    ['{{ $x := .nothing }}', []],
    ['<no value>{{ .basePath }}', []],
  ])(
    'of %s reports the printed fields that do not exist',
    (template, names) => {
      expect(printTemplate(template, data).missing).toEqual(names);
    },
  );
});
