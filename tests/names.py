"""Names of files, and whether they are Dockerfiles: one table for the directory walk and for the hooks."""

DOCKERFILES = (
    *("Dockerfile", "dockerfile", "DOCKERFILE", "Dockerfile.dev", "Dockerfile-prod", "dockerfile.test", "Dockerfile.3.12-slim"),
    *("app.dockerfile", "app.Dockerfile", "api.v2.dockerfile", "Dockerfile.dev.dockerfile", "Dockerfile.go"),
    *("Containerfile", "containerfile", "Containerfile.x", "containerfile.x", "Containerfile-x", "app.containerfile", "web.Containerfile"),
)
OTHERS = (
    *(".dockerignore", "Dockerfile.dockerignore", "app.Dockerfile.dockerignore", "Containerfile.dockerignore"),
    *("Dockerfile.md", "dockerfile.py", "Dockerfile.j2", "Dockerfile.tmpl", "Dockerfile.dev.j2", "dockerfile.rst", "Dockerfile.PY"),
    *("Dockerfile.template", "Dockerfile.erb", "Dockerfile.json", "dockerfile.yml", "Dockerfile.lock"),
    *("Dockerfile~", "Dockerfile.bak", "Dockerfile.orig", ".Dockerfile.swp", ".#Dockerfile", "#Dockerfile#", "Dockerfile.rej"),
    *(
        "Dockerfiles",
        "MyDockerfile",
        "Dockerfile_dev",
        "mydockerfile",
        "docker-compose.yml",
        "Makefile",
        "dockerfile_parser",
        "notdockerfile",
    ),
)
