import { executeTemplate } from './execute-template';
import { TemplateError } from './tokens';

const data = {
  host: 'backend-10e08a41',
  port: 8080,
  scheme: 'http',
  basePath: '',
  uri: 'http://backend-10e08a41:8080',
};

describe('executeTemplate', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{{ .uri }}/x', 'http://backend-10e08a41:8080/x'],
    ['{{.host}}:{{.port}}', 'backend-10e08a41:8080'],
    ['[{{ .basePath }}]', '[]'],
    ['{{ .nothing }}', '<no value>'],
    ['{{ "a }} b" }}', 'a }} b'],
    ['{{ `raw "text"` }}', 'raw "text"'],
    ['a {{- /* said nothing */ -}} b', 'ab'],
    ['a {{- .port -}} b', 'a8080b'],
    ['{{ printf "%s:%d" .host .port }}', 'backend-10e08a41:8080'],
    ['{{ .host | printf "%q" }}', '"backend-10e08a41"'],
    ['{{ print .port 1 "a" .host }}', '8080 1abackend-10e08a41'],
    ['{{ urlquery .uri " x" }}', 'http%3A%2F%2Fbackend-10e08a41%3A8080+x'],
    ['{{ len .scheme }}', '4'],
    ['{{ if .basePath }}yes{{ else }}no{{ end }}', 'no'],
    [
      '{{ if eq .port 80 }}a{{ else if gt .port 443 }}b{{ else }}c{{ end }}',
      'b',
    ],
    ['{{ with .scheme }}{{ . }}s{{ end }}', 'https'],
    ['{{ with .nothing }}x{{ else }}{{ .port }}{{ end }}', '8080'],
    ['{{ or .basePath "/" }}', '/'],
    ['{{ and .host .port }}', '8080'],
    ['{{ not (eq .scheme "grpc") }}', 'true'],
  ])('makes of %s: %s', (template, expected) => {
    expect(executeTemplate(template, data)).toBe(expected);
  });

  it.each([
    '{{ .host',
    '{{ }}',
    '{{ .host.name }}',
    '{{ . }}',
    '{{ nofunction .host }}',
    '{{ if .host }}never closed',
    '{{ end }}',
    '{{ range .host }}{{ end }}',
    '{{ $x := .host }}',
    '{{ printf "%d" .host }}',
    '{{ eq .host .port }}',
    '{{ (.host }}',
    '{{ .host .port }}',
  ])('refuses %s', template => {
    expect(() => executeTemplate(template, data)).toThrow(TemplateError);
  });
});
