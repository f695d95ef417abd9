"""A service with one answer."""

from fastapi import FastAPI

api = FastAPI()


@api.get("/health")
def health() -> dict[str, str]:
    """Whether the service is up."""
    return {"status": "up"}
