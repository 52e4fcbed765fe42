"""The system in containers: what `docker-compose.yml` starts, looked at and played with from outside."""
