"""One OpenAPI document of the whole public API, put together from those of the services, and Swagger UI for it."""
