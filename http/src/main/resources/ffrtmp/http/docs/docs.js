// Addresses are relative, so that the page works at /docs and at /api/v1/docs, and behind a proxy's prefix.
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  // nothing is sent to anybody else
  validatorUrl: null,
  persistAuthorization: false,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
});
